import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { regionalFetch } from '../../deploy/regional-fetch.ts';

let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/cut') return void request.socket.destroy();
    if (request.method === 'DELETE') return void response.writeHead(204).end();
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      const { host, authorization } = request.headers;
      response.writeHead(201, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ method: request.method, url: request.url, host, authorization, body }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A name that no resolver knows: what answers was found by the region's own host.
  url = `http://api.acme.invalid:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
});

describe('fetching from one region', () => {
  const ask = regionalFetch('127.0.0.1');

  it('connects to its own host, and asks for the name of all', async () => {
    const response = await ask(`${url}/v1/things?limit=1`, {
      method: 'POST',
      headers: { authorization: 'Bearer t' },
      body: '{"a":1}',
    });

    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({
      method: 'POST',
      url: '/v1/things?limit=1',
      host: new URL(url).host,
      authorization: 'Bearer t',
      body: '{"a":1}',
    });
  });

  it('takes an answer without a body', async () => {
    expect(await ask(url, { method: 'DELETE' })).toMatchObject({ status: 204, body: null });
  });

  it('fails where nothing answers, and when it is told to stop', async () => {
    await expect(ask(`${url}/cut`)).rejects.toMatchObject({ code: 'ECONNRESET' });
    await expect(ask(url, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  });
});
