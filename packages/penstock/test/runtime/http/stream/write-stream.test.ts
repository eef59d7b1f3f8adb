import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { writeStream } from '../../../../runtime/http/stream/write-stream.ts';
import type { ServerSentEvent } from '../../../../runtime/operation-contract.ts';
import { recordingStream } from '../../../../testkit/streamed-runtime.ts';

const settings = { heartbeatMs: 15_000, retryMs: 2000, check: () => {} };
const retry = 'retry: 2000\n\n';
const nobody = new AbortController().signal;
const none = () => ({ events: 0, bytes: 0 });

async function* three(): AsyncGenerator<ServerSentEvent> {
  for (const data of [1, 2, 3]) yield { id: String(data), data };
}

/** A source that gives what it is given, when it is. */
function source() {
  const waiting: ((event: ServerSentEvent | undefined) => void)[] = [];
  let returned = 0;
  const events: AsyncIterable<ServerSentEvent> = {
    [Symbol.asyncIterator]: () => ({
      next: () =>
        new Promise((resolve) =>
          waiting.push((event) =>
            resolve(event === undefined ? { done: true, value: undefined } : { done: false, value: event }),
          ),
        ),
      return: async () => {
        returned += 1;
        return { done: true, value: undefined };
      },
    }),
  };
  return { events, give: (event?: ServerSentEvent) => waiting.shift()?.(event), returned: () => returned };
}

describe('a stream of events', () => {
  it('is written from its first byte to its last event, and counted', async () => {
    const { stream, text } = recordingStream();
    const written = none();
    await writeStream(stream, three(), { ...settings, signal: nobody }, written);

    expect(text()).toBe(`${retry}id: 1\ndata: 1\n\nid: 2\ndata: 2\n\nid: 3\ndata: 3\n\n`);
    expect(written).toEqual({ events: 3, bytes: Buffer.byteLength(text()) });
  });

  it('asks its source for no more than its reader has taken', async () => {
    let asked = 0;
    async function* counted(): AsyncGenerator<ServerSentEvent> {
      for (;;) yield { data: ++asked };
    }
    const takes: (() => void)[] = [];
    const slow = new Writable({ highWaterMark: 1, write: (_chunk, _encoding, done) => void takes.push(done) });
    const abort = new AbortController();
    const writing = writeStream(slow, counted(), { ...settings, signal: abort.signal }, none());
    const settle = () => new Promise((resolve) => setImmediate(resolve));
    await settle();
    const before = asked;
    takes.shift()?.();
    await settle();
    const after = asked;
    abort.abort();
    await writing;

    expect([before, after]).toEqual([0, 1]);
  });

  it('ends when nobody waits for it, also where its reader takes nothing, and tells its source', async () => {
    const { events, returned } = source();
    const stuck = new Writable({ highWaterMark: 1, write: () => {} });
    const abort = new AbortController();
    const writing = writeStream(stuck, events, { ...settings, signal: abort.signal }, none());
    abort.abort();
    await writing;

    expect(returned()).toBe(1);
  });

  it('ends while it waits for its source, and tells it', async () => {
    const { events, returned } = source();
    const { stream, text } = recordingStream();
    const abort = new AbortController();
    const writing = writeStream(stream, events, { ...settings, signal: abort.signal }, none());
    abort.abort();
    await writing;

    expect([text(), returned()]).toEqual([retry, 1]);
  });

  it('fails as its source does, after what came before', async () => {
    async function* broken(): AsyncGenerator<ServerSentEvent> {
      yield { data: 1 };
      throw new RangeError('no more');
    }
    const { stream, text } = recordingStream();

    await expect(writeStream(stream, broken(), { ...settings, signal: nobody }, none())).rejects.toThrow('no more');
    expect(text()).toBe(`${retry}data: 1\n\n`);
  });

  it('fails for an event that may not leave, which does not', async () => {
    const { stream, text } = recordingStream();
    const check = (data: string) => {
      if (data === '2') throw new Error('not as declared');
    };

    await expect(writeStream(stream, three(), { ...settings, check, signal: nobody }, none())).rejects.toThrow(
      'not as declared',
    );
    expect(text()).toBe(`${retry}id: 1\ndata: 1\n\n`);
  });

  it('takes a failure of its source for its end, once nobody waits for it', async () => {
    const abort = new AbortController();
    const next = async () => {
      abort.abort();
      throw new Error('aborted');
    };
    const ended = () => ({ [Symbol.asyncIterator]: () => ({ next }) });

    await writeStream(recordingStream().stream, ended(), { ...settings, signal: abort.signal }, none());
  });
});

describe('the heartbeat of a stream', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('is a comment after each silence, and starts again with each event', async () => {
    const { events, give } = source();
    const { stream, text } = recordingStream();
    const writing = writeStream(stream, events, { ...settings, signal: nobody }, none());
    await jest.advanceTimersByTimeAsync(14_999);
    const early = text();
    await jest.advanceTimersByTimeAsync(1);
    const first = text();
    await jest.advanceTimersByTimeAsync(15_000);
    const second = text();
    await jest.advanceTimersByTimeAsync(10_000);
    give({ data: 1 });
    await jest.advanceTimersByTimeAsync(14_999);
    const after = text();
    give();
    await writing;

    expect(early).toBe(retry);
    expect(first).toBe(`${retry}:\n\n`);
    expect(second).toBe(`${retry}:\n\n:\n\n`);
    expect(after).toBe(`${retry}:\n\n:\n\ndata: 1\n\n`);
    expect(jest.getTimerCount()).toBe(0);
  });
});
