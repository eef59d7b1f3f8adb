import { beforeEach, describe, expect, it } from '@jest/globals';
import { gatewayDocument } from '../../../contract/gateway-document.ts';
import { gatewayRoutes } from '../../../contract/gateway-routes.ts';
import { createAuthorizer } from '../../../local/apigateway/authorizer.ts';
import type { ApiDefinition } from '../../../local/apigateway/definition.ts';
import { readDocument } from '../../../local/apigateway/document.ts';
import type { RequestContext } from '../../../local/apigateway/request-context.ts';
import type { InvokeRequest, LambdaService } from '../../../local/lambda/service.ts';
import type { StoredKey } from '../../../runtime/access/api-key.ts';
import { authorizer } from '../../../runtime/access/authorizer.ts';
import type { AuthorizerEvent } from '../../../runtime/access/credential.ts';
import { InvalidToken } from '../../../runtime/access/token.ts';
import { recordingRuntime } from '../../../testkit/operation-runtime.ts';
import { keyContract } from '../../contract/key-contract.ts';

const uri = 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/authorizer/invocations';
/** The kit's authorizer behind the local gateway, by the document that is deployed. */
const body = gatewayDocument(keyContract, {
  integrationUri: () => uri,
  authorizerUri: uri,
});
const refused: string[] = [];
const { methods } = readDocument(JSON.parse(JSON.stringify(body)), (message) => refused.push(message));
const routes = gatewayRoutes(keyContract.operations).map(({ method, operation: { path, security } }) => ({
  method,
  path,
  security,
}));

const key = (id: string, ...scopes: readonly string[]): StoredKey => ({
  id,
  hash: '',
  tenant: 'acme',
  plan: 'free',
  scopes,
  createdAt: '',
  label: '',
});
const keys: Readonly<Record<string, StoredKey>> = {
  writing: key('1', 'parcels:write'),
  reading: key('2', 'parcels:read'),
};

let asked: AuthorizerEvent[];
let authorize: ReturnType<typeof createAuthorizer>;
let lines: readonly unknown[];
beforeEach(() => {
  asked = [];
  const recorded = recordingRuntime();
  lines = recorded.lines;
  const services = {
    verify: async (token: string) => {
      if (token !== 'writer') throw new InvalidToken('none');
      return { subject: 's', expires: 9_999_999_999, scopes: ['parcels:write'], tenant: 'acme', plan: 'free' };
    },
    findKey: async (text: string) => keys[text],
    usageKeyPrefix: 'usage.',
    log: recorded.runtime.telemetry.log,
  };
  const run = authorizer(routes, () => services);
  const invoke = async ({ event }: InvokeRequest) => {
    asked.push(event as AuthorizerEvent);
    try {
      return { kind: 'result', payload: JSON.parse(JSON.stringify(await run(event as AuthorizerEvent))) };
    } catch (error) {
      return { kind: 'error', error: { errorMessage: (error as Error).message, errorType: 'Error' } };
    }
  };
  const api = {
    id: 'api',
    stage: 'dev',
    region: 'eu-west-1',
    account: '000000000000',
    stageVariables: {},
    permits: () => true,
  };
  authorize = createAuthorizer(api as unknown as ApiDefinition, { invoke } as unknown as LambdaService);
});

type Headers = Readonly<Record<string, string>>;

async function call(operationId: string, ...headers: readonly Headers[]) {
  const route = methods.find((method) => method.operationId === operationId);
  if (route === undefined) throw new Error(`No method ${operationId}`);
  const context = {
    request: {
      method: route.httpMethod,
      path: route.resourcePath.replaceAll(/\{[^}]+\}/g, 'p-1'),
      query: [],
      headers: headers.flatMap((one) => Object.entries(one)),
      sourceIp: '127.0.0.1',
    },
    receivedAt: 0,
    trace: '',
    traceId: '',
    route,
  } as unknown as RequestContext;
  const refusal = await authorize(context);
  return refusal?.type ?? context.caller;
}

const bearer = { Authorization: 'Bearer writer' };
const isAcme = { usageIdentifierKey: 'usage.acme.free', context: { tenant: 'acme', plan: 'free' } };

it('is a document that the local gateway understands', () => {
  expect(refused).toEqual([]);
});

describe('a caller of an operation that takes tokens or keys', () => {
  it.each<[string, Headers]>([
    ['a token', bearer],
    ['a key', { 'X-Api-Key': 'writing' }],
    ['a key, however its header is spelled', { 'x-API-key': 'writing' }],
  ])('is let in by %s, and counted to the same tenant', async (_case, headers) => {
    expect(await call('createParcel', headers)).toMatchObject(isAcme);
  });

  it.each<[string, string, readonly Headers[]]>([
    ['nothing', 'UNAUTHORIZED', []],
    ['a key that nobody made', 'UNAUTHORIZED', [{ 'X-Api-Key': 'forged' }]],
    ['a key in the header of tokens', 'UNAUTHORIZED', [{ Authorization: 'Bearer writing' }]],
    ['a token in the header of keys', 'UNAUTHORIZED', [{ 'X-Api-Key': 'writer' }]],
    [
      'a token that does not hold beside a key that does',
      'UNAUTHORIZED',
      [{ Authorization: 'Bearer no', 'X-Api-Key': 'writing' }],
    ],
    ['two keys', 'UNAUTHORIZED', [{ 'X-Api-Key': 'writing' }, { 'X-Api-Key': 'writing' }]],
    ['two tokens', 'UNAUTHORIZED', [bearer, bearer]],
    ['a key without the scope', 'ACCESS_DENIED', [{ 'X-Api-Key': 'reading' }]],
  ])('fails with %s', async (_case, type, headers) => {
    expect(await call('createParcel', ...headers)).toBe(type);
  });

  it('is asked for each time: nothing tells a request with a key from one with a token', async () => {
    await call('createParcel', bearer);
    await call('createParcel', { 'X-Api-Key': 'writing' });
    await call('createParcel', bearer);
    expect(asked).toHaveLength(3);
  });
});

describe('a caller of an operation that takes keys', () => {
  it('is let in by a key with any scope, and asked for once', async () => {
    expect(await call('updateParcel', { 'X-Api-Key': 'reading' })).toMatchObject({
      ...isAcme,
      principalId: 'key:2',
      context: { credential: 'apiKey', scope: 'parcels:read' },
    });
    await call('updateParcel', { 'X-Api-Key': 'reading' });
    expect(asked).toHaveLength(1);
  });

  it('fails with a token, before any function is asked', async () => {
    expect(await call('updateParcel', bearer)).toBe('UNAUTHORIZED');
    expect(asked).toEqual([]);
  });

  it('fails with a token that stands where the key should', async () => {
    expect(await call('updateParcel', { ...bearer, 'X-Api-Key': 'forged' })).toBe('ACCESS_DENIED');
  });
});

it('a caller of an operation with both in one header is let in by either, and asked for once each', async () => {
  expect(await call('cancelParcel', bearer)).toMatchObject(isAcme);
  expect(await call('cancelParcel', { Authorization: 'reading' })).toMatchObject(isAcme);
  await call('cancelParcel', { Authorization: 'reading' });
  expect(asked).toHaveLength(2);
});

it('a key opens nothing that takes tokens alone', async () => {
  expect(await call('listParcels', { 'X-Api-Key': 'reading' })).toBe('UNAUTHORIZED');
  expect(await call('listParcels', { Authorization: 'reading' })).toBe('UNAUTHORIZED');
});

it('no key is logged', async () => {
  await call('createParcel', { 'X-Api-Key': 'forged' });
  expect(lines).toMatchObject([{ message: 'key refused' }]);
  expect(JSON.stringify(lines)).not.toContain('forged');
});
