import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { postJson, retryAfterOf } from '../../../../functions/platform/http/post-json.ts';
import { answer, type Respond, startServer } from '../../http-server.ts';

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

  it('fails when the answer is too long, without reading it all', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200);
      response.write('x'.repeat(1000));
    });

    await expect(postJson(new URL(server.url), options())).rejects.toThrow(RangeError);
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
    const server = await serve(respond);

    await expect(postJson(new URL(server.url), options(AbortSignal.timeout(100)))).rejects.toThrow(/abort|timeout/i);
  });

  it('fails when the connection breaks off in the middle of the answer', async () => {
    const server = await serve((_request, response, incoming) => {
      response.writeHead(200, { 'Content-Length': 50 });
      response.write('{');
      setTimeout(() => incoming.socket.destroy(), 20);
    });

    await expect(postJson(new URL(server.url), options())).rejects.toThrow();
  });

  it('fails when nothing listens', async () => {
    const server = await startServer(() => {});
    await server.close();

    await expect(postJson(new URL(server.url), options())).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('sends again when a kept connection turns out to be closed', async () => {
    let cut = false;
    const server = await serve((_request, response, incoming) => {
      if (cut) {
        cut = false;
        incoming.socket.destroy();
      } else answer(response, 200, {});
    });
    const url = new URL(server.url);
    await postJson(url, options());
    await delay(20);
    cut = true;

    expect((await postJson(url, options())).status).toBe(200);
    expect(server.received).toHaveLength(3);
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
    expect(retryAfterOf(value === undefined ? {} : { 'retry-after': value })).toBe(wanted);
  });
});
