import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { type CompressedFiles, compressed, openapiHead, openapiTail } from '../../../runtime/reference/files.ts';
import { referenceHandler } from '../../../runtime/reference/handler.ts';
import {
  type EventOptions,
  gatewayEvent,
  lambdaContext,
  recordingRuntime,
} from '../../../testkit/operation-runtime.ts';

const paths = {
  openapi: '/openapi.json',
  asyncapi: '/asyncapi.json',
  catalog: '/.well-known/api-catalog',
  docs: '/docs',
  file: '/docs/{file}',
};
const limits = { deadline: 2000, attempts: 1, attemptTimeout: 1000 };
const document = { openapi: '3.1.1', info: { title: 'Parcels', version: '1' }, paths: {}, 'x-long': 'x'.repeat(2000) };
const described: CompressedFiles = {
  [openapiHead]: compressed('{"openapi":"3.1.1","info":{"title":"Parcels","version":"1"},'),
  [openapiTail]: compressed(`,"paths":{},"x-long":"${'x'.repeat(2000)}"}`),
  'asyncapi.json': compressed('{"asyncapi":"3.0.0"}'),
  'schema.graphql': compressed('type Query { parcel: ID }'),
  'parcels.proto': compressed('syntax = "proto3";'),
  'descriptors.binpb': compressed(Uint8Array.of(0, 255)),
};
const hash = 'abcdefghijklmnopqrst-_';
const page: CompressedFiles = {
  [`ui.${hash}.css`]: compressed('p {}'),
  [`ui.${hash}.js`]: compressed('show()'),
  'ui.LICENSE.txt': compressed('MIT'),
};
const everyPage = ['openapi', 'asyncapi', 'docs', 'catalog', 'graph'];
const shop = 'https://shop.example.com';

interface Asked extends EventOptions {
  readonly domain?: string;
  /** The path as the host has it. */
  readonly called?: string;
  readonly pages?: readonly string[];
  readonly files?: CompressedFiles;
  /** The end of a path of files. */
  readonly file?: string;
}

async function ask(
  path: string,
  { domain = 'api.example.com', called = path, pages = everyPage, files = described, file = '', ...event }: Asked = {},
) {
  const { runtime, metrics } = recordingRuntime();
  const handler = referenceHandler({ title: 'Parcels & more', ...limits, paths, status: '/health' }, () => files, {
    runtime: () => runtime,
    pages: () => pages,
    page: () => page,
    cors: () => ({ origins: [shop], credentials: false }),
  });
  const asked = { ...gatewayEvent({ path, caller: null, ...event }), pathParameters: { file } };
  Object.assign(asked.requestContext, { domainName: domain, path: called });
  const { statusCode, headers = {}, body, isBase64Encoded } = await handler(asked, lambdaContext());
  const bytes = Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8');
  const plain = headers['Content-Encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
  return { status: statusCode, headers, bytes: plain, text: String(plain), metrics };
}

const askForJson = async (path: string, asked?: Asked) => {
  const answer = await ask(path, asked);
  return { ...answer, json: JSON.parse(answer.text) };
};

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
    const { status, json, metrics } = await askForJson(paths.openapi, { domain, called });

    expect(status).toBe(200);
    expect(Object.keys(json).slice(0, 3)).toEqual(['openapi', 'info', 'servers']);
    expect(json).toEqual({ ...document, servers: [{ url }] });
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
    const { headers, json } = await askForJson(paths.openapi, { headers: { 'Accept-Encoding': accepted } });

    expect([headers['Content-Encoding'], json.info.title]).toEqual([coding, 'Parcels']);
    expect(headers.Vary).toBe('Accept-Encoding, Origin');
  });

  it('can be read by the pages that the contract lets in', async () => {
    const { headers } = await ask(paths.openapi, { headers: { Origin: shop } });

    expect(headers).toMatchObject({
      'Access-Control-Allow-Origin': shop,
      'Access-Control-Expose-Headers': 'X-Correlation-Id, Link, ETag',
    });
  });
});

describe('the reference page', () => {
  it('loads what its policy allows, by names that change with it, and leads to each document', async () => {
    const { status, headers, text } = await ask(paths.docs);

    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-cache',
      'Content-Security-Policy': expect.stringMatching(
        /^default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; .*frame-ancestors 'none'$/,
      ),
    });
    expect(text).toContain('<title>Parcels &amp; more</title>');
    expect(text).toContain(`<script src="docs/ui.${hash}.js" defer></script>`);
    expect(text).toContain(`<link rel="stylesheet" href="docs/ui.${hash}.css">`);
    expect(text).not.toMatch(/<script>|<style|style=| on\w+=/);
    expect([...text.matchAll(/<a href="([^"]+)">([^<]+)/g)].map(([, href, title]) => [href, title])).toEqual([
      ['openapi.json', 'OpenAPI 3.1'],
      ['asyncapi.json', 'AsyncAPI 3.0'],
      ['docs/schema.graphql', 'GraphQL schema'],
      ['docs/parcels.proto', 'parcels.proto'],
      ['docs/descriptors.binpb', 'Protobuf descriptor set'],
      ['openapi.json', 'The document'],
    ]);
  });

  it.each([
    [`ui.${hash}.js`, 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable', 'show()'],
    [`ui.${hash}.css`, 'text/css; charset=utf-8', 'public, max-age=31536000, immutable', 'p {}'],
    ['ui.LICENSE.txt', 'text/plain; charset=utf-8', 'public, max-age=300', 'MIT'],
    ['parcels.proto', 'text/plain; charset=utf-8', 'public, max-age=300', 'syntax = "proto3";'],
  ])('has %s, compressed for whoever takes that', async (file, type, kept, content) => {
    const [squeezed, plain] = [
      await ask(paths.file, { file, headers: { 'Accept-Encoding': 'gzip' } }),
      await ask(paths.file, { file }),
    ];

    expect([squeezed.headers['Content-Encoding'], plain.headers['Content-Encoding']]).toEqual(['gzip', undefined]);
    expect([squeezed.text, plain.text]).toEqual([content, content]);
    expect(plain.headers).toMatchObject({ 'Content-Type': type, 'Cache-Control': kept });
    const again = await ask(paths.file, { file, headers: { 'If-None-Match': String(plain.headers.ETag) } });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it('gives bytes as they are', async () => {
    const { headers, bytes } = await ask(paths.file, { file: 'descriptors.binpb' });

    expect([headers['Content-Type'], [...bytes]]).toEqual(['application/octet-stream', [0, 255]]);
  });

  it.each([
    ['a file that there is not', { file: 'other.js' }],
    ['what every object has', { file: 'constructor' }],
    ['a part of a document', { file: openapiTail }],
    ['the schema of a graph that may not be asked for', { file: 'schema.graphql', pages: ['openapi', 'docs'] }],
  ])('has not %s', async (_, asked) => {
    const { status, text } = await ask(paths.file, asked);

    expect([status, JSON.parse(text).type]).toEqual([404, 'urn:penstock:problem:not-found']);
  });
});

describe('the AsyncAPI document', () => {
  it('is served as JSON', async () => {
    const { headers, json } = await askForJson(paths.asyncapi);

    expect([headers['Content-Type'], json]).toEqual(['application/json', { asyncapi: '3.0.0' }]);
  });
});

describe('the catalog', () => {
  const base = 'https://api.example.com';

  it('leads to what describes the API, and to what says whether it answers', async () => {
    const { status, headers, json } = await askForJson(paths.catalog);

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
          'service-desc': [
            { href: `${base}${paths.openapi}`, type: 'application/json', title: 'OpenAPI 3.1' },
            { href: `${base}${paths.asyncapi}`, type: 'application/json', title: 'AsyncAPI 3.0' },
            { href: `${base}/docs/schema.graphql`, type: 'text/plain', title: 'GraphQL schema' },
            { href: `${base}/docs/parcels.proto`, type: 'text/plain', title: 'parcels.proto' },
            {
              href: `${base}/docs/descriptors.binpb`,
              type: 'application/octet-stream',
              title: 'Protobuf descriptor set',
            },
          ],
          'service-doc': [{ href: `${base}${paths.docs}`, type: 'text/html' }],
          status: [{ href: `${base}/health`, type: 'application/json' }],
        },
      ],
    });
  });

  it('leads to nothing that the stage does not serve', async () => {
    const { json } = await askForJson(paths.catalog, { pages: ['catalog'] });

    expect(Object.keys(json.linkset[1])).toEqual(['anchor', 'status']);
  });

  it('leads to no document that the contract has not', async () => {
    const { 'asyncapi.json': _, ...files } = described;
    const { json } = await askForJson(paths.catalog, { files, pages: ['asyncapi', 'catalog'] });

    expect(json.linkset[1]).not.toHaveProperty('service-desc');
  });
});
