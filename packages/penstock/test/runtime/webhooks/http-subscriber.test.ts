import type { IncomingMessage, RequestListener } from 'node:http';
import { describe, expect, it, jest } from '@jest/globals';
import {
  httpSubscriber,
  resolveFor,
  type SubscriberOptions,
} from '../../../runtime/webhooks/subscriber/http-subscriber.ts';
import { type Resolve, systemResolve } from '../../../runtime/webhooks/subscriber/pinned-address.ts';
import { closedPort, closeServersAfterEach, serve, serveSocket } from './servers.ts';
import { startSlowServer } from './slow-server.ts';

const signal = new AbortController().signal;

closeServersAfterEach();

const post = (url: string, options: Partial<SubscriberOptions> = {}, body = '{}', ending = signal) =>
  httpSubscriber({ allowPrivate: true, ...options }).post({ url, headers: { 'x-a': 'b' }, body }, ending);

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

describe('posting', () => {
  it('sends the body and the headers, and tells the status', async () => {
    const seen: unknown[] = [];
    const port = await serve(async (request, response) => {
      seen.push([
        request.method,
        request.url,
        request.headers['x-a'],
        request.headers.connection,
        await textOf(request),
      ]);
      response.writeHead(204).end();
    });

    const reply = await post(`http://127.0.0.1:${port}/hooks?a=1`, {}, '{"name":"Zoë"}');

    expect(reply).toEqual({ status: 204 });
    expect(seen).toEqual([['POST', '/hooks?a=1', 'b', 'close', '{"name":"Zoë"}']]);
  });

  it('tells when the endpoint wants to be left alone', async () => {
    const port = await serve((_request, response) => response.writeHead(429, { 'retry-after': '120' }).end());

    expect(await post(`http://127.0.0.1:${port}/`)).toEqual({ status: 429, retryAfterMs: 120_000 });
  });

  it('tells until when the endpoint wants to be left alone', async () => {
    const until = 'Wed, 21 Oct 2026 07:28:00 GMT';
    const port = await serve((_request, response) => response.writeHead(503, { 'retry-after': until }).end());
    const now = () => Date.parse(until) - 90_000;

    expect(await post(`http://127.0.0.1:${port}/`, { now })).toEqual({ status: 503, retryAfterMs: 90_000 });
  });

  it('takes no notice of a Retry-After that is none', async () => {
    const port = await serve((_request, response) => response.writeHead(503, { 'retry-after': '1e9' }).end());

    expect(await post(`http://127.0.0.1:${port}/`)).toEqual({ status: 503 });
  });

  it('follows no redirect', async () => {
    const elsewhere = jest.fn<RequestListener>((_request, response) => response.end());
    const target = await serve(elsewhere);
    const port = await serve((_request, response) =>
      response.writeHead(307, { location: `http://127.0.0.1:${target}/` }).end(),
    );

    expect(await post(`http://127.0.0.1:${port}/`)).toEqual({ status: 307 });
    expect(elsewhere).not.toHaveBeenCalled();
  });

  it('waits a moment for the end of an answer', async () => {
    let ended = false;
    const port = await serve((_request, response) => {
      response.writeHead(200).write('...');
      setTimeout(
        () =>
          response.end(() => {
            ended = true;
          }),
        50,
      );
    });

    expect(await post(`http://127.0.0.1:${port}/`)).toEqual({ status: 200 });
    expect(ended).toBe(true);
  });

  it('takes the status of an answer whose end is overtaken by the deadline', async () => {
    const port = await serve((_request, response) => response.writeHead(200).write('...'));

    expect(await post(`http://127.0.0.1:${port}/`, { timeoutMs: 100 })).toEqual({ status: 200 });
  });

  it('reads no more of an answer than it must', async () => {
    let written = 0;
    const port = await serve((_request, response) => {
      response.writeHead(200);
      const more = (): void => {
        while (!response.destroyed && written < 64 * 1024 * 1024) {
          written += 65_536;
          if (!response.write(Buffer.alloc(65_536))) return void response.once('drain', more);
        }
      };
      more();
    });

    expect(await post(`http://127.0.0.1:${port}/`)).toEqual({ status: 200 });
    expect(written).toBeLessThan(16 * 1024 * 1024);
  });
});

describe('failing', () => {
  it('fails when nothing listens', async () => {
    expect(await post(`http://127.0.0.1:${await closedPort()}/`)).toEqual({ error: 'the connection was refused' });
  });

  it('fails when no answer comes in time', async () => {
    const port = await serve(() => {});

    expect(await post(`http://127.0.0.1:${port}/`, { timeoutMs: 100 })).toEqual({ error: 'no answer within 100 ms' });
  });

  it('fails when the connection is closed without an answer', async () => {
    const port = await serve((request) => request.socket.destroy());

    expect(await post(`http://127.0.0.1:${port}/`)).toEqual({ error: 'the connection was closed without an answer' });
  });

  it('fails when the other side speaks no TLS', async () => {
    const port = await serveSocket((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'));

    expect(await post(`https://127.0.0.1:${port}/`)).toEqual({ error: expect.stringMatching(/^no answer \(E/) });
  });

  it('fails when the name does not resolve', async () => {
    const resolve: Resolve = async () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));

    expect(await post('https://nowhere.example/', { resolve })).toEqual({ error: 'the name does not resolve' });
  });

  it('fails when the name takes too long to resolve', async () => {
    const reply = await post('https://slow.example/', { resolve: () => new Promise(() => {}), timeoutMs: 50 });

    expect(reply).toEqual({ error: 'no answer within 50 ms' });
  });

  it('throws what ended it early', async () => {
    const controller = new AbortController();
    const reason = new Error('deadline');
    const port = await serve(() => controller.abort(reason));

    await expect(post(`http://127.0.0.1:${port}/`, {}, '{}', controller.signal)).rejects.toBe(reason);
  });
});

describe('addresses', () => {
  const at = (...addresses: string[]): jest.MockedFunction<Resolve> =>
    jest.fn<Resolve>(async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));

  it('are what the system knows where private ones are allowed, and never otherwise', () => {
    expect(resolveFor(true)).toBe(systemResolve);
    expect(resolveFor(false)).not.toBe(systemResolve);
  });

  it('connects to the address that was checked and resolves once', async () => {
    const hosts: unknown[] = [];
    const port = await serve((request, response) => {
      hosts.push(request.headers.host);
      response.end();
    });
    const resolve = at('127.0.0.1');

    expect(await post(`http://subscriber.example:${port}/`, { resolve })).toEqual({ status: 200 });
    expect(hosts).toEqual([`subscriber.example:${port}`]);
    expect(resolve).toHaveBeenCalledTimes(1);
  });

  it('tries the next address when one is dead', async () => {
    const port = await serve((_request, response) => response.end());

    expect(await post(`http://subscriber.example:${port}/`, { resolve: at('::1', '127.0.0.1') })).toEqual({
      status: 200,
    });
  });

  it('leaves an address the time for its handshake when there is another', async () => {
    const slow = await startSlowServer();
    const posted = post(`http://subscriber.example:${slow.port}/`, { resolve: at('127.0.0.1', '127.0.0.2') });
    setTimeout(slow.accept, 400);
    const reply = await posted.finally(slow.close);

    expect(reply).toEqual({ status: 200 });
  });

  it.each([
    ['a private one', ['10.0.0.1']],
    ['loopback', ['127.0.0.1']],
    ['loopback in IPv6', ['::1']],
    ['a mapped one', ['::ffff:169.254.169.254']],
    ['one private among public ones', ['93.184.216.34', '192.168.1.1']],
    ['none', []],
  ])('fails for a name that stands for %s, without connecting', async (_case, addresses) => {
    const listener = jest.fn<RequestListener>((_request, response) => response.end());
    const port = await serve(listener);

    const reply = await post(`http://rebind.example:${port}/`, { allowPrivate: false, resolve: at(...addresses) });

    expect(reply).toEqual({ error: 'the name does not stand for a public address' });
    expect(listener).not.toHaveBeenCalled();
  });

  it.each(['127.0.0.1', '[::1]', '0x7f.1', '2130706433', '[::ffff:127.0.0.1]'])(
    'fails for the literal %s',
    async (host) => {
      const reply = await post(`http://${host}:9/`, { allowPrivate: false });

      expect(reply).toEqual({ error: 'the name does not stand for a public address' });
    },
  );

  it('fails for localhost as the system knows it', async () => {
    const reply = await post('http://localhost:9/', { allowPrivate: false, resolve: systemResolve });

    expect(reply).toEqual({ error: 'the name does not stand for a public address' });
  });
});
