import { readdirSync, readFileSync } from 'node:fs';
import { type IncomingMessage, request, type Server } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answerOn } from '../../../local/guard/answer.ts';
import { bindServer, originOf } from '../../../local/port.ts';

let server: Server;
let port: number;
/** What got past the guard. */
const reached: string[] = [];

beforeAll(async () => {
  server = await bindServer(0);
  port = Number(new URL(originOf(server)).port);
  answerOn(
    server,
    ({ url }, response) => {
      reached.push(String(url));
      response.end('secret');
    },
    {
      isOwnName: (name) => name.endsWith('.localhost'),
      allowsOrigin: (origin, path) => origin === 'https://shop.example' && path.startsWith('/v1/'),
    },
  );
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

type Headers = Readonly<Record<string, string | readonly string[]>>;

/** Sends exactly these headers. `PORT` in them stands for the server's. */
async function ask(headers: Headers, target = '/v1/parcels', method = 'GET') {
  const here = (value: string) => value.replaceAll('PORT', String(port));
  const flat = Object.entries(headers).flatMap(([name, value]) => [value].flat().flatMap((one) => [name, here(one)]));
  reached.length = 0;
  const sent = request({ host: '127.0.0.1', port, path: here(target), method, headers: flat, setHost: false });
  sent.end();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve).once('error', reject);
  });
  return {
    status: response.statusCode,
    headers: response.headers,
    body: await text(response),
    passed: reached.length > 0,
  };
}

const own = { Host: '127.0.0.1:PORT' };

describe('the guard of a listener', () => {
  it.each<[string, Headers, string?, string?]>([
    ['a program on the listener itself', own],
    ['a program by the name localhost, in any case', { Host: 'LocalHost:PORT' }],
    ['a program by IPv6', { Host: '[::1]:PORT' }],
    ['an SDK that puts a bucket before the name', { Host: 'bucket.localhost:PORT' }],
    ['a target in absolute form of an own name', own, 'http://localhost:PORT/v1/parcels'],
    ['an address typed into a browser', { ...own, 'Sec-Fetch-Site': 'none' }],
    ['a page of the listener itself', { ...own, Origin: 'http://127.0.0.1:PORT', 'Sec-Fetch-Site': 'same-origin' }],
    ['a page that the API allows', { ...own, Origin: 'https://shop.example', 'Sec-Fetch-Site': 'cross-site' }],
    [
      'the preflight of a page that the API allows',
      { ...own, Origin: 'https://shop.example' },
      '/v1/parcels',
      'OPTIONS',
    ],
  ])('lets through %s', async (_, headers, ...[target, method]) => {
    expect(await ask(headers, target, method)).toMatchObject({ status: 200, body: 'secret', passed: true });
  });

  it.each<[string, number, Headers, string?, string?]>([
    ['a name that was rebound', 421, { Host: 'evil.example:PORT' }],
    [
      'a name that was rebound, with the origin of its page',
      421,
      { Host: 'evil.example:PORT', Origin: 'http://evil.example:PORT' },
    ],
    ['a name that begins like an own one', 421, { Host: '127.0.0.1.evil.example:PORT' }],
    ['a name that ends like an own one', 421, { Host: 'evillocalhost:PORT' }],
    ['an own name before an @', 421, { Host: '127.0.0.1:PORT@evil.example' }],
    ['an own name with a dot at its end', 421, { Host: 'localhost.:PORT' }],
    ['another port', 421, { Host: '127.0.0.1:1' }],
    ['no port', 421, { Host: '127.0.0.1' }],
    ['every interface', 421, { Host: '0.0.0.0:PORT' }],
    ['two names of which one is foreign', 421, { Host: ['127.0.0.1:PORT', 'evil.example'] }],
    ['a target in absolute form of a foreign name', 421, own, 'http://evil.example:PORT/v1/parcels'],
    ['a foreign origin', 403, { ...own, Origin: 'http://evil.example' }],
    ['a foreign origin on the same port', 403, { ...own, Origin: 'http://evil.example:PORT' }],
    ['another port of this machine', 403, { ...own, Origin: 'http://127.0.0.1:9', 'Sec-Fetch-Site': 'same-site' }],
    ['an own origin over TLS', 403, { ...own, Origin: 'https://127.0.0.1:PORT' }],
    ['an opaque origin', 403, { ...own, Origin: 'null' }],
    ['two origins of which one is foreign', 403, { ...own, Origin: ['http://127.0.0.1:PORT', 'http://evil.example'] }],
    ['the preflight of a foreign origin', 403, { ...own, Origin: 'http://evil.example' }, '/v1/parcels', 'OPTIONS'],
    ['an image in a foreign page', 403, { ...own, 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' }],
    ['a script in a page on another port', 403, { ...own, 'Sec-Fetch-Site': 'same-site' }],
    ['a link in a foreign page', 403, { ...own, 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' }],
    [
      'a page that the API allows, on a path that is not of the API',
      403,
      { ...own, Origin: 'https://shop.example' },
      '/_local',
    ],
    [
      'a page that the API allows, and another',
      403,
      { ...own, Origin: ['https://shop.example', 'http://evil.example'] },
    ],
  ])('refuses %s', async (_, status, headers, ...[target, method]) => {
    const answer = await ask(headers, target, method);

    expect(answer).toMatchObject({ status, passed: false, headers: { 'content-type': 'application/problem+json' } });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    expect(JSON.parse(answer.body)).toMatchObject({
      type: status === 421 ? 'urn:penstock:problem:misdirected-request' : 'urn:penstock:problem:forbidden',
      status,
      retryable: false,
      instance: expect.stringMatching(/^urn:uuid:/),
    });
    expect(answer.body).not.toContain('secret');
  });

  it('guards what is still starting', async () => {
    const starting = await bindServer(0);
    const url = originOf(starting);
    const response = await fetch(url, { headers: { Origin: 'http://evil.example' } });
    starting.close();
    starting.closeAllConnections();

    expect(response.status).toBe(403);
  });
});

describe('every listener', () => {
  const root = join(import.meta.dirname, '../../../local');
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ file, source: readFileSync(join(root, file), 'utf8') }));
  const filesWith = (pattern: RegExp) => sources.filter(({ source }) => pattern.test(source)).map(({ file }) => file);

  it('is made in one place, and answers through the guard', () => {
    expect(filesWith(/import \{[^}]*\bcreateServer\b[^}]*\} from 'node:(http|https|http2)'/)).toEqual(['port.ts']);
    expect(filesWith(/\.(on|once|addListener)\(\s*'request'/)).toEqual(['guard/answer.ts']);
  });
});
