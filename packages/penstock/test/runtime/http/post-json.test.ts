import { globalAgent } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { isStale, postJson, retryAfterMsOf } from '../../../runtime/http/post-json.ts';
import { answer, type Respond, startServer } from '../../../testkit/http-server.ts';

let stop: () => Promise<void> = async () => {};
afterEach(() => stop());

const serve = async (respond: Respond) => {
  const server = await startServer(respond);
  stop = server.close;
  return server;
};
const options = (signal: AbortSignal = AbortSignal.timeout(5000)) => ({
  headers: { Authorization: 'Bearer k', 'X-Extra': '1' },
  body: { amount: 7, note: 'é' },
  signal,
  maxBytes: 100,
});

/** Waits until the connection to a server is free to be used again. */
async function idle({ port }: URL): Promise<void> {
  while (!Object.keys(globalAgent.freeSockets).some((name) => name.includes(`:${port}:`))) await nextTurn();
}

it.each([
  ['ECONNRESET', true, true],
  ['EPIPE', true, true],
  ['ECONNRESET', false, false],
  ['EPIPE', false, false],
  ['ETIMEDOUT', true, false],
])('a failure with %s over a connection that was kept (%s) is one of the connection: %s', (code, reused, stale) => {
  expect(isStale(reused, Object.assign(new Error('broken'), { code }))).toBe(stale);
});

describe('posting JSON', () => {
  it('sends the body and headers, and gives status and text', async () => {
    const server = await serve((_request, response) => answer(response, 201, { ok: true }));

    const got = await postJson(new URL('/charges', server.url), options());

    expect(got).toMatchObject({ status: 201, text: '{"ok":true}', headers: { 'content-type': 'application/json' } });
    expect(server.received).toEqual([
      {
        method: 'POST',
        path: '/charges',
        headers: expect.objectContaining({
          authorization: 'Bearer k',
          'x-extra': '1',
          'content-type': 'application/json',
          'content-length': '24',
        }),
        body: '{"amount":7,"note":"é"}',
      },
    ]);
  });

  it('follows no redirect', async () => {
    const server = await serve((_request, response) => answer(response, 307, '', { Location: '/elsewhere' }));

    expect((await postJson(new URL(server.url), options())).status).toBe(307);
    expect(server.received).toHaveLength(1);
  });

  it('reads as much of an answer as it may, and fails with a byte more', async () => {
    const server = await serve(({ path }, response) => {
      response.writeHead(200);
      response.write('x'.repeat(path === '/fits' ? 100 : 101));
      if (path === '/fits') response.end();
    });

    expect((await postJson(new URL('/fits', server.url), options())).text).toBe('x'.repeat(100));
    await expect(postJson(new URL('/long', server.url), options())).rejects.toThrow(
      new RangeError('The answer is longer than 100 bytes'),
    );
  });

  it('counts all the parts of an answer', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200);
      response.write('x'.repeat(60), () => response.write('x'.repeat(60)));
    });

    await expect(postJson(new URL(server.url), options())).rejects.toThrow(RangeError);
  });

  it('goes over TLS where the URL says so', async () => {
    const server = await serve((_request, response) => answer(response, 200, {}));

    await expect(postJson(new URL(server.url.replace('http:', 'https:')), options())).rejects.toMatchObject({
      code: expect.stringMatching(/SSL|EPROTO/),
    });
    expect(server.received).toEqual([]);
  });

  it.each<[string, Respond]>([
    ['before it answers', () => {}],
    [
      'in the middle of its answer',
      (_request, response) => {
        response.writeHead(200);
        response.write('{');
      },
    ],
  ])('fails at the end of its time when the server hangs %s', async (_case, respond) => {
    const controller = new AbortController();
    const server = await serve((request, response, incoming) => {
      respond(request, response, incoming);
      controller.abort();
    });

    await expect(postJson(new URL(server.url), options(controller.signal))).rejects.toThrow(/abort/i);
  });

  it('fails when the connection breaks off in the middle of the answer', async () => {
    const server = await serve((_request, response, incoming) => {
      response.writeHead(200, { 'Content-Length': 50 });
      response.write('{', () => incoming.socket.destroy());
    });

    await expect(postJson(new URL(server.url), options())).rejects.toThrow();
  });

  it('fails when nothing listens', async () => {
    const server = await startServer(() => {});
    await server.close();

    await expect(postJson(new URL(server.url), options())).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  describe('over a connection that was kept', () => {
    /** A server that breaks off whatever comes over a connection once it is to; with one connection kept. */
    async function kept(breaksOff: (connection: number) => boolean) {
      const connections: unknown[] = [];
      let armed = false;
      const server = await serve((_request, response, incoming) => {
        if (!connections.includes(incoming.socket)) connections.push(incoming.socket);
        if (armed && breaksOff(connections.indexOf(incoming.socket))) incoming.socket.destroy();
        else answer(response, 200, {});
      });
      const url = new URL(server.url);
      await postJson(url, options());
      await idle(url);
      armed = true;
      return { url, server, connections };
    }

    it('sends again, over a new one, when it turns out to be closed', async () => {
      const { url, server, connections } = await kept((connection) => connection === 0);

      expect((await postJson(url, options())).status).toBe(200);
      expect([server.received.length, connections.length]).toEqual([3, 2]);
      // An agent might hand out another that was kept.
      expect(server.received.map(({ headers }) => headers.connection)).toEqual(['keep-alive', 'keep-alive', 'close']);
    });

    it('sends again once, and no more', async () => {
      const { url, server } = await kept(() => true);

      await expect(postJson(url, options())).rejects.toMatchObject({ code: 'ECONNRESET' });
      expect(server.received).toHaveLength(3);
    });
  });

  it('fails when a new connection is closed without an answer', async () => {
    const server = await serve((_request, _response, incoming) => incoming.socket.destroy());

    await expect(postJson(new URL(server.url), options())).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(server.received).toHaveLength(1);
  });
});

describe('Retry-After', () => {
  it.each([
    ['seconds', '120', 120_000],
    ['a date that is over', 'Wed, 21 Oct 2015 07:28:00 GMT', 0],
    ['none', undefined, 0],
    ['nonsense', '-1', 0],
  ])('asks with %s', (_case, value, wanted) => {
    expect(retryAfterMsOf(value === undefined ? {} : { 'retry-after': value })).toBe(wanted);
  });
});
