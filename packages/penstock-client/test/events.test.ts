import { describe, expect, it } from '@jest/globals';
import { Client, type EventsCall, InvalidResponseError, ProblemError, type StreamEvent } from '../index.ts';
import { type Behaviour, FakePlatform, json, problem } from './fake-platform.ts';

/** A stream of these texts, which then ends, breaks off or stays open. */
const stream =
  (texts: readonly string[], then: 'ends' | 'breaks' | 'stays' = 'ends'): Behaviour =>
  () => {
    const left = [...texts];
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        const text = left.shift();
        if (text !== undefined) controller.enqueue(new TextEncoder().encode(text));
        else if (then === 'ends') controller.close();
        else if (then === 'breaks') controller.error(new TypeError('terminated'));
        else return new Promise(() => {});
      },
    });
    return new Response(body, { status: 200, headers: { 'content-type': 'text/event-stream' } });
  };
const over: Behaviour = () => json(204, undefined);
const path = '/v1/parcels/par_1/events';

async function follow(
  behaviours: readonly Behaviour[],
  call: Partial<EventsCall> = {},
  enough = Number.POSITIVE_INFINITY,
) {
  const platform = new FakePlatform(behaviours);
  const client = new Client({ baseUrl: 'https://a.example', platform, token: 'secret' });
  const seen: StreamEvent<unknown>[] = [];
  const all = async () => {
    for await (const event of client.events({ path, ...call })) if (seen.push(event) >= enough) break;
  };
  const outcome = await platform.settle(all());
  return { outcome, seen, platform, asked: platform.sent.map(({ headers }) => headers['last-event-id']) };
}

describe('the events of a stream', () => {
  it('are followed over the end of a stream, from the last that was seen, until there is no more to come', async () => {
    const { outcome, seen, asked, platform } = await follow([
      // A byte order mark is no part of its first field.
      stream(['\uFEFFretry: 500\n\n', 'id: 1\ndata: {"n":1}\n\nid: 2\nda', 'ta: {"n":2}\n\n: silence\n\n']),
      stream([]),
      stream(['id: 3\nevent: last\ndata: 3\n\n']),
      over,
    ]);

    expect(outcome.status).toBe('fulfilled');
    expect(seen).toEqual([
      { id: '1', event: 'message', data: { n: 1 } },
      { id: '2', event: 'message', data: { n: 2 } },
      { id: '3', event: 'last', data: 3 },
    ]);
    expect(asked).toEqual([undefined, '2', '2', '3']);
    expect(platform.sent.map(({ atMs }) => atMs)).toEqual([0, 500, 1000, 1500]);
    expect(platform.sent[0]).toMatchObject({
      headers: { accept: 'text/event-stream, application/problem+json', authorization: 'Bearer secret' },
    });
    expect(platform.scheduled).toBe(0);
  });

  it('go on where a stream broke off, or was left before', async () => {
    const { seen, asked } = await follow([stream(['id: 8\ndata: 1\n\nid: 9\ndata: '], 'breaks'), over], { after: '7' });

    expect(seen).toEqual([{ id: '8', event: 'message', data: 1 }]);
    expect(asked).toEqual(['7', '8']);
  });

  it('fail with the problem of a stream that is refused, and not before a call would', async () => {
    const busy: Behaviour = () => problem(503, 'unavailable', { retryable: true }, { 'retry-after': '1' });
    const { outcome, platform } = await follow([busy, () => problem(404, 'not-found', { retryable: false })]);

    expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(ProblemError) });
    expect(platform.sent).toHaveLength(2);
  });

  it('fail where an event is not JSON', async () => {
    const { outcome } = await follow([stream(['data: {\n\n'])]);

    expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(InvalidResponseError) });
  });

  it('end where nobody asks for more, and with them the request', async () => {
    const { seen, platform } = await follow([stream(['id: 1\ndata: 1\n\n'], 'stays')], {}, 1);

    expect(seen).toHaveLength(1);
    expect([platform.sent.length, platform.scheduled]).toEqual([1, 0]);
  });

  it('end with the reason of the signal while nothing comes', async () => {
    const controller = new AbortController();
    const platform = new FakePlatform([stream(['id: 1\ndata: 1\n\n'], 'stays')]);
    const events = new Client({ baseUrl: 'https://a.example', platform }).events({ path, signal: controller.signal });
    await events.next();
    const next = events.next();
    controller.abort(new Error('left'));

    await expect(next).rejects.toThrow('left');
  });
});
