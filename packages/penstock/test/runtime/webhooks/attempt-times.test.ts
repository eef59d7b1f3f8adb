import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { httpSubscriber } from '../../../runtime/webhooks/subscriber/http-subscriber.ts';
import { closeServersAfterEach, serveSocket } from './servers.ts';

closeServersAfterEach();

beforeEach(() => {
  // What sockets wait for is real; what we wait for is not.
  jest.useFakeTimers({
    doNotFake: ['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'],
  });
});
afterEach(() => {
  jest.useRealTimers();
});

/** Goes on once it is so; what never is so the test's own limit ends. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await nextTurn();
}

/** Long enough for what is sent on this machine to arrive. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await nextTurn();
}

/** A post with the times that a function has, to a server that behaves like this. */
async function post(act: (socket: Socket) => void, scheme = 'http') {
  let connected = false;
  const port = await serveSocket((socket) => {
    connected = true;
    act(socket);
  });
  const outcome: { reply?: unknown } = {};
  const request = { url: `${scheme}://127.0.0.1:${port}/`, headers: {}, body: '{}' };
  const posted = httpSubscriber({ allowPrivate: true }).post(request, new AbortController().signal);
  void posted.then((reply) => {
    outcome.reply = reply;
  });
  await until(() => connected);
  return { posted, outcome };
}
const saying = (text: string) => (socket: Socket) => void socket.once('data', () => socket.write(text));
const answer = (bytes: number) => saying(`HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n${'x'.repeat(bytes)}`);

/** The whole attempt has one timer, and another until the connection stands or while an answer is read. */
const timers = (count: number) => until(() => jest.getTimerCount() === count);

describe('an attempt has', () => {
  it('five seconds for everything', async () => {
    const { posted, outcome } = await post(() => {});
    await timers(1);

    jest.advanceTimersByTime(4999);
    await settle();
    expect(outcome.reply).toBeUndefined();
    jest.advanceTimersByTime(1);

    expect(await posted).toEqual({ error: 'no answer within 5000 ms' });
  });

  it('two seconds until its connection stands, TLS included', async () => {
    const { posted, outcome } = await post(() => {}, 'https');
    await settle();

    jest.advanceTimersByTime(1999);
    await settle();
    expect(outcome.reply).toBeUndefined();
    jest.advanceTimersByTime(1);

    expect(await posted).toEqual({ error: 'no connection within 2000 ms' });
  });

  it('a quarter of a second for the end of an answer', async () => {
    const { posted, outcome } = await post(answer(3));
    await timers(1);
    await timers(2);

    jest.advanceTimersByTime(249);
    await settle();
    expect(outcome.reply).toBeUndefined();
    jest.advanceTimersByTime(1);

    expect(await posted).toEqual({ status: 200 });
  });

  it('an end once it has read more than 16 KiB', async () => {
    const { posted } = await post(answer(16_385));

    expect(await posted).toEqual({ status: 200 });
  });

  it('none when it has read 16 KiB', async () => {
    const { posted, outcome } = await post(answer(16_384));
    await timers(1);
    await timers(2);
    await settle();
    expect(outcome.reply).toBeUndefined();

    jest.advanceTimersByTime(250);

    expect(await posted).toEqual({ status: 200 });
  });

  it('no timer left when it is over', async () => {
    const { posted } = await post(saying('HTTP/1.1 204 No Content\r\n\r\n'));
    await posted;

    expect(jest.getTimerCount()).toBe(0);
  });
});
