import { describe, expect, it } from '@jest/globals';
import type { Cors } from '../../contract/cors.ts';
import type { Endpoint } from '../../contract/endpoint.ts';
import { allowedHeaders } from '../../contract/gateway-cors.ts';
import { gatewayDocument } from '../../contract/gateway-document.ts';
import { gatewayResponses } from '../../contract/gateway-responses.ts';
import { asObject, type JsonObject } from '../../contract/json.ts';
import { loadContract, parseContract } from '../../contract/load.ts';
import { readMock } from '../../local/apigateway/mock-integration.ts';
import { contractFile, edited } from './contract.ts';
import { type Case, expectFinding } from './rule-cases.ts';

const plain = loadContract(contractFile);
const shop = 'https://shop.example.com';
const back = 'http://localhost:5173';
const declaring = (text: string) => ({ from: 'x-penstock-plans:', to: `x-penstock-cors: ${text}\nx-penstock-plans:` });

const mistakes: readonly (readonly [name: string, cors: string, message: string, fix: string])[] = [
  ['a path', `{ origins: ['${shop}/'] }`, `received ${shop}/`, `: ${shop}.`],
  ['no scheme', "{ origins: ['shop.example.com'] }", 'without a path', `: ${shop}.`],
  ['a port that goes without saying', `{ origins: ['${shop}:443'] }`, 'without a path', `: ${shop}.`],
  ['capitals', "{ origins: ['https://Shop.example.com'] }", 'without a path', `: ${shop}.`],
  ['null', "{ origins: ['null'] }", 'received null', 'as browsers send it'],
  [
    'a wildcard in a name',
    "{ origins: ['https://*.example.com'] }",
    'without a path',
    'such as https://app.example.com',
  ],
  ['a port that is none', "{ origins: ['https://a.example:99999'] }", 'without a path', 'such as'],
  ['* beside others', `{ origins: ['*', '${shop}'] }`, 'expected * alone', 'Remove it, or remove the others.'],
  ['an origin twice', `{ origins: ['${shop}', '${shop}'] }`, 'each origin once', 'Remove it.'],
  ['* with credentials', "{ origins: ['*'], credentials: true }", 'browsers refuse * with them', 'Name the one origin'],
  [
    'several origins with credentials',
    `{ origins: ['${shop}', '${back}'], credentials: true }`,
    'the errors of the gateway name a fixed one and cannot choose among several, received 2',
    'Keep one, or leave credentials out',
  ],
  [
    'more than an environment has room for',
    `{ origins: [${Array.from({ length: 40 }, (_, n) => `'https://${'a'.repeat(50)}${n}.example'`).join(', ')}] }`,
    'at most 2000 characters of origins',
    'fewer origins',
  ],
];

describe('x-penstock-cors', () => {
  it.each(mistakes)('with %s is a finding', (name, cors, message, fix) => {
    const one: Case = { name, edits: [declaring(cors)], rule: 'cors', line: 'x-penstock-cors', message, fix };
    expectFinding(one);
  });

  it.each([
    ['{}', 'expected the member "origins"'],
    ['{ origins: [] }', 'received []'],
    [`{ origins: ['${shop}'], maxAge: 86401 }`, 'received 86401'],
    [`{ origins: ['${shop}'], headers: [] }`, 'expected no member "headers"'],
  ])('%s does not fit its schema', (cors, message) => {
    const edits = [declaring(cors)];
    expectFinding({ name: cors, edits, rule: 'extension', line: 'x-penstock-cors', message, fix: '' });
  });

  it.each([
    `['*']`,
    `['${shop}', '${back}']`,
    `['https://xn--bcher-kva.example', 'https://[2001:db8::1]:8443', 'http://127.0.0.1:1']`,
    `['capacitor://localhost', 'chrome-extension://abcdefghijklmnop']`,
  ])('names pages: %s', (origins) => {
    const { cors } = parseContract('good.yaml', edited(declaring(`{ origins: ${origins} }`)));
    expect(cors).toEqual({ origins: JSON.parse(origins.replaceAll("'", '"')), credentials: false, maxAge: 600 });
  });

  it('is nothing where the contract has nothing', () => {
    expect(plain).not.toHaveProperty('cors');
    expect(JSON.stringify(documentWith(undefined))).not.toMatch(/access-control/i);
  });
});

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
}

const bindings = { integrationUri: () => 'uri', authorizerUri: 'uri' };
const documentWith = (cors: Cors | undefined): Document =>
  gatewayDocument({ ...plain, ...(cors && { cors }) }, bindings) as Document;

/** What the gateway answers by itself to a page of an origin. */
function answer(cors: Cors, path: string, method: 'options' | 'x-amazon-apigateway-any-method', origin: string) {
  const declared = asObject(documentWith(cors).paths[path]?.[method]?.['x-amazon-apigateway-integration']);
  const { responses } = readMock(declared, '', (message) => {
    throw new Error(message);
  });
  const [response] = responses;
  const template = response?.templates.get('application/json');
  const filled = template?.({
    variable: () => 'id',
    stageVariables: {},
    body: '',
    params: { path: {}, querystring: {}, header: { origin } },
  });
  const overrides = Array.from(filled?.overrides ?? [], ([name, value]) => [name.replace('header.', ''), value]);
  const fixed = Object.entries(response?.headers ?? {}).map(([name, value]) => [name, value.replace(/^'(.*)'$/, '$1')]);
  return { headers: Object.fromEntries([...fixed, ...overrides]), text: filled?.text ?? '' };
}

const cors: Cors = { origins: [shop, back], credentials: false, maxAge: 600 };

describe('a preflight', () => {
  it('is answered for the methods and headers of its path', () => {
    const { headers, text } = answer({ ...cors, origins: [shop] }, '/v1/parcels', 'options', shop);

    expect(text).toBe('');
    expect(headers).toEqual({
      Allow: 'POST, GET, HEAD, OPTIONS',
      'X-Correlation-Id': 'context.requestId',
      'Access-Control-Allow-Origin': shop,
      'Access-Control-Allow-Methods': 'POST, GET, HEAD',
      'Access-Control-Allow-Headers': 'Authorization, Content-Type, Idempotency-Key, X-Correlation-Id, traceparent',
      'Access-Control-Max-Age': '600',
      Vary: 'Origin',
    });
  });

  it.each([
    [shop, shop],
    [back, back],
    ['https://evil.example', shop],
  ])('among several names the origin that asks: to %s it is %s', (origin, named) => {
    const { headers, text } = answer(cors, '/v1/parcels', 'options', origin);

    expect([headers['Access-Control-Allow-Origin'], text]).toEqual([named, '']);
  });

  it('for every page varies by nothing', () => {
    const { headers } = answer({ ...cors, origins: ['*'] }, '/v1/parcels', 'options', shop);

    expect(headers).toMatchObject({ 'Access-Control-Allow-Origin': '*' });
    expect(headers).not.toHaveProperty('Vary');
  });

  it('allows cookies where the contract does', () => {
    const { headers } = answer({ ...cors, origins: [shop], credentials: true }, '/v1/parcels', 'options', shop);

    expect(headers).toMatchObject({ 'Access-Control-Allow-Credentials': 'true' });
  });

  it('allows what conditions a change is made on, where an operation takes it', () => {
    const { headers } = answer(cors, '/v1/parcels/{parcelId}', 'options', shop);

    expect(String(headers['Access-Control-Allow-Headers'])).toMatch(/If-Match, If-None-Match/);
  });
});

describe('the headers that pages may send', () => {
  const [create] = plain.operations;
  const health = plain.operations.find(({ operationId }) => operationId === 'getHealth');
  const of = (over: Partial<Endpoint>, one = create) => allowedHeaders([{ ...(one as Endpoint), ...over }]);

  it('are no token and no type where the operation takes neither', () => {
    expect(of({}, health)).toEqual(['X-Correlation-Id', 'traceparent']);
  });

  it('are those of Connect and gRPC-Web where it is a method', () => {
    const rpc = { function: 'f', serves: 's', alsoGet: false, streams: false };
    const { requestBody: _, ...method } = create as Endpoint;

    expect(of({ rpc }, method as typeof create)).toEqual(
      expect.arrayContaining(['Connect-Protocol-Version', 'Content-Type', 'X-Grpc-Web']),
    );
  });

  it('are those in which callers show who they are', () => {
    const security = [
      { credential: 'token', scopes: [] },
      { credential: 'apiKey', header: 'X-Key', scopes: [] },
    ] as const;

    expect(of({ security })).toEqual(expect.arrayContaining(['Authorization', 'X-Key']));
  });

  it('are those of another door, each once', () => {
    expect(of({ headers: ['idempotency-key', 'X-Mine'] }).filter((name) => /^(idem|x-mine)/i.test(name))).toHaveLength(
      2,
    );
  });
});

describe('the errors of the gateway', () => {
  const errors = (one: Cors) =>
    Object.values(gatewayResponses([], { cors: one })).map((response) =>
      asObject(asObject(response).responseParameters),
    );
  const at = 'gatewayresponse.header.';

  it.each([
    ['the one origin', [shop], `'${shop}'`],
    ['every page, where there are several', [shop, back], "'*'"],
    ['every page', ['*'], "'*'"],
  ])('can be read by %s, with what they have', (_, origins, named) => {
    const all = errors({ ...cors, origins });

    expect(new Set(all.map((headers) => headers[`${at}Access-Control-Allow-Origin`]))).toEqual(new Set([named]));
    expect(new Set(all.map((headers) => headers[`${at}Access-Control-Expose-Headers`]))).toEqual(
      new Set(["'X-Correlation-Id'", "'X-Correlation-Id, Retry-After'", "'X-Correlation-Id, WWW-Authenticate'"]),
    );
  });

  it('say that cookies may come', () => {
    const [first] = errors({ ...cors, origins: [shop], credentials: true });

    expect(first).toMatchObject({ [`${at}Access-Control-Allow-Credentials`]: "'true'" });
  });

  it('include that of a method which the path does not take', () => {
    const { headers, text } = answer(cors, '/v1/parcels', 'x-amazon-apigateway-any-method', back);

    expect(headers).toMatchObject({
      'Access-Control-Allow-Origin': back,
      'Access-Control-Expose-Headers': 'Allow, X-Correlation-Id',
      Vary: 'Origin',
    });
    expect(JSON.parse(text)).toMatchObject({ status: 405 });
  });
});
