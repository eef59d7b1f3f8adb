import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { referenceHandler } from '../../../runtime/reference/handler.ts';
import {
  type EventOptions,
  gatewayEvent,
  lambdaContext,
  recordingRuntime,
} from '../../../testkit/operation-runtime.ts';

const paths = { openapi: '/openapi.json', catalog: '/.well-known/api-catalog' };
const limits = { deadline: 2000, attempts: 1, attemptTimeout: 1000 };
const text = JSON.stringify({
  openapi: '3.1.1',
  info: { title: 'Parcels', version: '1' },
  paths: {},
  'x-long': 'x'.repeat(2000),
});
const shop = 'https://shop.example.com';

interface Asked extends EventOptions {
  readonly domain?: string;
  /** The path as the host has it. */
  readonly called?: string;
  readonly pages?: readonly string[];
}

async function ask(
  path: string,
  { domain = 'api.example.com', called = path, pages = ['openapi', 'catalog'], ...event }: Asked = {},
) {
  const { runtime, metrics } = recordingRuntime();
  const handler = referenceHandler({ ...limits, paths, status: '/health' }, text, {
    runtime: () => runtime,
    pages: () => pages,
    cors: () => ({ origins: [shop], credentials: false }),
  });
  const asked = gatewayEvent({ path, caller: null, ...event });
  Object.assign(asked.requestContext, { domainName: domain, path: called });
  const { statusCode, headers = {}, body, isBase64Encoded } = await handler(asked, lambdaContext());
  const plain = isBase64Encoded === true ? String(gunzipSync(Buffer.from(body, 'base64'))) : body;
  return { status: statusCode, headers, text: plain, json: plain === '' ? undefined : JSON.parse(plain), metrics };
}

describe('the OpenAPI document', () => {
  it.each([
    ['behind a domain', 'api.example.com', paths.openapi, 'https://api.example.com'],
    [
      'of a stage',
      'a1.execute-api.eu-west-1.amazonaws.com',
      `/dev${paths.openapi}`,
      'https://a1.execute-api.eu-west-1.amazonaws.com/dev',
    ],
    ['on this machine', '127.0.0.1:3000', paths.openapi, 'http://127.0.0.1:3000'],
    [
      'at a name that begins as this machine does',
      '127.0.0.1.evil.example',
      paths.openapi,
      'https://127.0.0.1.evil.example',
    ],
  ])('%s names the server that it was asked from', async (_, domain, called, url) => {
    const { status, json, metrics } = await ask(paths.openapi, { domain, called });

    expect(status).toBe(200);
    expect(Object.keys(json).slice(0, 3)).toEqual(['openapi', 'info', 'servers']);
    expect(json).toEqual({ ...JSON.parse(text), servers: [{ url }] });
    expect(metrics).toMatchObject([{ operation: 'getOpenApiDocument', status: 200 }]);
  });

  it('may be kept for five minutes, and is asked for again by its tag', async () => {
    const first = await ask(paths.openapi);
    const tag = String(first.headers.ETag);
    expect(first.headers).toMatchObject({ 'Cache-Control': 'public, max-age=300', 'Content-Type': 'application/json' });

    const again = await ask(paths.openapi, { headers: { 'If-None-Match': `"x", ${tag}` } });
    expect([again.status, again.text, again.headers.ETag]).toEqual([304, '', tag]);
    const other = await ask(paths.openapi, { headers: { 'If-None-Match': tag }, domain: 'other.example.com' });
    expect(other.status).toBe(200);
    expect((await ask(paths.openapi, { headers: { 'If-None-Match': 'bad' } })).status).toBe(200);
  });

  it.each([
    ['gzip, br', 'gzip'],
    ['br;q=1, *;q=0.5', 'gzip'],
    ['gzip;q=0', undefined],
    ['gzip;q=0.0, br', undefined],
    ['br', undefined],
  ])('to Accept-Encoding: %s is %s', async (accepted, coding) => {
    const { headers, json } = await ask(paths.openapi, { headers: { 'Accept-Encoding': accepted } });

    expect([headers['Content-Encoding'], json.info.title]).toEqual([coding, 'Parcels']);
    expect(headers.Vary).toBe('Accept-Encoding, Origin');
  });

  it('can be read by the pages that the contract lets in', async () => {
    const { headers } = await ask(paths.openapi, { headers: { Origin: shop } });

    expect(headers).toMatchObject({
      'Access-Control-Allow-Origin': shop,
      'Access-Control-Expose-Headers': 'X-Correlation-Id, ETag, Link',
    });
  });
});

describe('the catalog', () => {
  const base = 'https://api.example.com';

  it('leads to what describes the API, and to what says whether it answers', async () => {
    const { status, headers, json } = await ask(paths.catalog);

    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'Content-Type': 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"',
      Link: `<${base}${paths.catalog}>; rel="api-catalog"`,
    });
    expect(json).toEqual({
      linkset: [
        { anchor: `${base}${paths.catalog}`, item: [{ href: `${base}/` }] },
        {
          anchor: `${base}/`,
          'service-desc': [{ href: `${base}${paths.openapi}`, type: 'application/json' }],
          status: [{ href: `${base}/health`, type: 'application/json' }],
        },
      ],
    });
  });

  it('leads to nothing that the stage does not serve', async () => {
    const { json } = await ask(paths.catalog, { pages: ['catalog'] });

    expect(json.linkset[1]).not.toHaveProperty('service-desc');
  });
});
