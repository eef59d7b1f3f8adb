import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Client } from '../index.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function clientOf(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return new Client({ baseUrl, token: 'secret', retry: { initialIntervalMs: 1 } });
}

describe('over HTTP', () => {
  it('a call survives a connection that breaks and a server that is away, with one key and one body', async () => {
    const received: { readonly request: IncomingMessage; readonly body: string }[] = [];
    const client = await clientOf(async (request, response) => {
      received.push({ request, body: await text(request) });
      if (received.length === 1) request.socket.destroy();
      else if (received.length === 2) response.writeHead(503, { 'Retry-After': '0' }).end('<html>');
      else response.writeHead(201, { ETag: '"1"', 'Content-Type': 'application/json' }).end('{"id":"par_1"}');
    });

    const { data, etag } = await client.call({ method: 'POST', path: '/v1/parcels', body: { sku: 'ä😀' } });

    expect([data, etag]).toEqual([{ id: 'par_1' }, '"1"']);
    expect(received.map(({ body }) => body)).toEqual(Array(3).fill('{"sku":"ä😀"}'));
    expect(new Set(received.map(({ request }) => request.headers['idempotency-key'])).size).toBe(1);
    expect(received[0]?.request.headers).toMatchObject({
      authorization: 'Bearer secret',
      'idempotency-key': expect.stringMatching(/^"[0-9a-f-]{36}"$/),
    });
  });

  it('a redirect is not followed, so the token stays', async () => {
    let requests = 0;
    const client = await clientOf((_request, response) => {
      requests += 1;
      response.writeHead(307, { Location: '/elsewhere' }).end();
    });

    await expect(client.call({ method: 'POST', path: '/v1/parcels', idempotencyKey: false })).rejects.toThrow(
      /was not answered/,
    );
    expect(requests).toBe(1);
  });
});
