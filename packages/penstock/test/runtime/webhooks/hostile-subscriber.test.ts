import type { Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import type { Reply } from '../../../runtime/webhooks/deliveries/delivery-decisions.ts';
import { httpSubscriber, type SubscriberOptions } from '../../../runtime/webhooks/subscriber/http-subscriber.ts';
import { closeServersAfterEach, serveSocket } from './servers.ts';

closeServersAfterEach();

interface Post extends Partial<SubscriberOptions> {
  readonly scheme?: 'http' | 'https';
  readonly body?: string;
}

/** What a post to a server that behaves like this comes to; by default it may take longer than a test. */
async function meet(act: (socket: Socket) => void, { scheme = 'http', body = '{}', ...options }: Post = {}) {
  const port = await serveSocket(act);
  const subscriber = httpSubscriber({ allowPrivate: true, timeoutMs: 600_000, connectTimeoutMs: 600_000, ...options });
  const request = { url: `${scheme}://127.0.0.1:${port}/`, headers: {}, body };
  return subscriber.post(request, new AbortController().signal);
}

/** Says this when it is asked. */
const saying =
  (answer: string | Buffer, then: 'ends' | 'stays' = 'stays') =>
  (socket: Socket): void => {
    socket.once('data', () => (then === 'ends' ? socket.end(answer) : socket.write(answer)));
  };

/** Says this, byte by byte, for as long as anybody listens. */
const dripping = (bytes: Buffer) => (socket: Socket) => {
  let at = 0;
  const timer = setInterval(() => {
    if (at < bytes.length && socket.writable) socket.write(bytes.subarray(at, ++at));
  }, 10);
  socket.once('close', () => clearInterval(timer));
};

/** Says this over and over. */
const flooding = (text: string) => (socket: Socket) => {
  const more = (): void => {
    if (socket.writable) socket.write(text.repeat(100), () => setImmediate(more));
  };
  socket.once('data', more);
};

const closedEarly = { error: 'the connection was closed without an answer' };
const UPGRADE = 'Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
const HINT = 'HTTP/1.1 103 Early Hints\r\n\r\n';
const EMPTY = 'Content-Length: 0\r\n\r\n';

describe('an answer that nobody asked for', () => {
  it.each<[string, string, Reply]>([
    ['a change of protocol', `HTTP/1.1 101 Switching Protocols\r\n${UPGRADE}`, { status: 101 }],
    ['a change of protocol to nothing', 'HTTP/1.1 101 Switching Protocols\r\n\r\n', { status: 101 }],
    ['an upgrade that is none', `HTTP/1.1 200 OK\r\n${UPGRADE}`, { status: 200 }],
    ['sixteen hints first', `${HINT.repeat(16)}HTTP/1.1 204 No\r\n\r\n`, { status: 204 }],
    ['seventeen hints', HINT.repeat(17), { error: 'too many interim answers' }],
    ['an answer and a second one', `HTTP/1.1 200 OK\r\n${EMPTY}HTTP/1.1 500 No\r\n${EMPTY}`, { status: 200 }],
    [
      'a body that is not chunked as it says',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz',
      { status: 200 },
    ],
    ['a status of no class', `HTTP/1.1 999 What\r\n${EMPTY}`, { error: 'answered 999, which is no HTTP status' }],
    ['a status of nothing', `HTTP/1.1 000 What\r\n${EMPTY}`, { error: 'answered 0, which is no HTTP status' }],
  ])('is taken for what it is: %s', async (_case, answer, expected) => {
    const reply = await meet(saying(answer));

    expect(reply).toEqual(expected);
  });

  it('is taken before all was sent, from one that reads nothing', async () => {
    const rude = (socket: Socket): void => void socket.pause().write(`HTTP/1.1 413 Too Large\r\n${EMPTY}`);
    const reply = await meet(rude, { body: 'x'.repeat(32 * 1024 * 1024) });

    expect(reply).toEqual({ status: 413 });
  });
});

describe('fails at once', () => {
  it.each<[string, (socket: Socket) => void, Reply]>([
    ['cuts its status short', saying('HTTP/1.', 'ends'), closedEarly],
    ['cuts a header short', saying('HTTP/1.1 200 OK\r\nContent-Le', 'ends'), closedEarly],
    ['resets the connection', (socket) => socket.once('data', () => socket.resetAndDestroy()), closedEarly],
    [
      'speaks garbage',
      saying(Buffer.from([0, 255, 254, 13, 10])),
      { error: expect.stringMatching(/^no answer \(HPE_/) },
    ],
    [
      'sends more headers than Node takes',
      saying(`HTTP/1.1 200 OK\r\nA: ${'x'.repeat(20_000)}\r\n\r\n`),
      { error: 'no answer (HPE_HEADER_OVERFLOW)' },
    ],
    ['floods with leave to continue', flooding('HTTP/1.1 100 Continue\r\n\r\n'), { error: 'too many interim answers' }],
    [
      'floods with hints',
      flooding('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'),
      { error: 'too many interim answers' },
    ],
  ] as [string, (socket: Socket) => void, Reply][])('when the other side %s', async (_case, act, expected) => {
    const reply = await meet(act);

    expect(reply).toEqual(expected);
  });
});

describe('fails in time', () => {
  const head = Buffer.from(`HTTP/1.1 200 OK\r\nA: ${'x'.repeat(1000)}`);
  /** The head of a TLS record that announces 16 KiB, and some of them. */
  const record = Buffer.concat([Buffer.from([22, 3, 3, 64, 0, 2, 0, 63, 252]), Buffer.alloc(1000)]);

  it.each<[string, (socket: Socket) => void, Post, string]>([
    ['takes the connection and says nothing', () => {}, { timeoutMs: 20 }, 'no answer within 20 ms'],
    ['drips its headers', dripping(head), { timeoutMs: 20 }, 'no answer within 20 ms'],
    ['does not begin TLS', () => {}, { scheme: 'https', connectTimeoutMs: 20 }, 'no connection within 20 ms'],
    ['drips TLS', dripping(record), { scheme: 'https', connectTimeoutMs: 20 }, 'no connection within 20 ms'],
  ])('when the other side %s', async (_case, act, options, error) => {
    const reply = await meet(act, options);

    expect(reply).toEqual({ error });
  });
});
