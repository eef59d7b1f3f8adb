import { connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { cloud } from './stage.ts';

/** Sends bytes as they are, but for OWN, which stands for the listener's own host, and reads until the server closes. */
function exchange(text: string): Promise<{ status: number; head: string; body: string }> {
  const { host, port } = new URL(cloud.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(text.replaceAll('OWN', host)));
    let said = '';
    socket.on('data', (chunk) => {
      said += chunk;
    });
    socket.on('error', reject);
    socket.on('close', () => {
      const [head = '', body = ''] = said.split('\r\n\r\n');
      resolve({ status: Number(head.split(' ')[1]), head, body });
    });
  });
}

const get = (...headers: string[]) => ['GET /health HTTP/1.1', ...headers, 'Connection: close', '', ''].join('\r\n');

describe('what Node would answer by itself', () => {
  it.each([
    ['no Host', get(), 400, 'bad-request'],
    ['two Hosts', get('Host: OWN', 'Host: OWN'), 400, 'bad-request'],
    ['two Hosts in HTTP/1.0', 'GET /health HTTP/1.0\r\nHost: OWN\r\nHost: OWN\r\n\r\n', 400, 'bad-request'],
    ['no request line', 'no http at all\r\n\r\n', 400, 'bad-request'],
    ['a header without a colon', get('Host: OWN', 'nonsense'), 400, 'bad-request'],
    ['a tunnel', 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n', 400, 'bad-request'],
    ['two lengths', get('Host: OWN', 'Content-Length: 1', 'Content-Length: 2'), 400, 'bad-request'],
    ['headers over every limit', get('Host: OWN', `X: ${'x'.repeat(20_000)}`), 431, 'header-fields-too-large'],
  ])('is a problem document for %s', async (_case, text, status, code) => {
    const answer = await exchange(text);

    expect({ status: answer.status, head: answer.head }).toEqual({
      status,
      head: expect.stringMatching(/content-type: application\/problem\+json/i),
    });
    const document = JSON.parse(answer.body);
    expect(document).toMatchObject({ type: `urn:penstock:problem:${code}`, status });
    expect(answer.head).toMatch(new RegExp(`x-correlation-id: ${document.correlationId}`, 'i'));
  });

  it.each([
    ['an expectation that is met', '100-continue'],
    ['one that nobody knows, which API Gateway drops', 'the-unexpected'],
  ])('is the answer itself under %s', async (_case, expectation) => {
    const answer = await exchange(get('Host: OWN', `Expect: ${expectation}`));

    expect(`${answer.head}\n${answer.body}`).toContain('HTTP/1.1 200 OK');
  });

  it('is the answer itself without a Host in HTTP/1.0', async () => {
    expect((await exchange('GET /health HTTP/1.0\r\n\r\n')).status).toBe(200);
  });
});

describe('what describes the API', () => {
  const fetched = async (path: string, init?: RequestInit) => fetch(`${cloud.url}${path}`, init);

  it('leads from the catalog to the document, whose server is this one', async () => {
    const catalog = await fetched('/.well-known/api-catalog');
    const { linkset } = (await catalog.json()) as { linkset: readonly Record<string, readonly { href: string }[]>[] };
    const links = ['service-desc', 'status'].map((name) => String(linkset[1]?.[name]?.[0]?.href));
    const [document, status] = await Promise.all(links.map(async (link) => fetch(link)));

    expect(catalog.headers.get('content-type')).toMatch(/^application\/linkset\+json;/);
    expect(document?.headers.get('content-encoding')).toBe('gzip');
    expect(await document?.json()).toMatchObject({
      openapi: expect.stringMatching(/^3\.1/),
      servers: [{ url: cloud.url }],
      paths: { '/v1/orders': { post: { operationId: 'createOrder' } } },
    });
    expect(status?.status).toBe(200);
  });

  it('is sent again only when it is another', async () => {
    const first = await fetched('/openapi.json');
    const again = await fetched('/openapi.json', { headers: { 'if-none-match': String(first.headers.get('etag')) } });
    const head = await fetched('/openapi.json', { method: 'HEAD' });

    expect([first.status, again.status, await again.text()]).toEqual([200, 304, '']);
    expect([head.status, head.headers.get('etag')]).toEqual([200, first.headers.get('etag')]);
  });
});
