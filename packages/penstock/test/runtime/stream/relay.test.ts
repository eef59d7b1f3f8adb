import { beforeEach, describe, expect, it } from '@jest/globals';
import type { CloudEvent } from '../../../runtime/outbox/cloud-event.ts';
import type { Publication, Unpublishable } from '../../../runtime/stream/publication.ts';
import { olderThan, relay } from '../../../runtime/stream/relay.ts';
import { changeOf, type StreamChange } from '../../../runtime/stream/stream-change.ts';
import { eventOf, note, streamed } from './support.ts';

const { signal } = new AbortController();
let sent: string[];
let retained: { change: StreamChange; why: Unpublishable }[];
let answers: Map<string, Publication>;

beforeEach(() => {
  sent = [];
  retained = [];
  answers = new Map();
});

/** A bus that answers as told, and otherwise takes all. */
const parts = () => ({
  bus: {
    publish: async (events: readonly CloudEvent[]) => {
      const result = new Map<string, Publication>();
      for (const { id } of events) {
        const answer = answers.get(id) ?? { outcome: 'published' as const };
        result.set(id, answer);
        if (answer.outcome === 'published') sent.push(id);
        if (answer.outcome === 'failed') break;
      }
      return result;
    },
  },
  failures: {
    keep: async (change: StreamChange, why: Unpublishable) => {
      retained.push({ change, why });
    },
  },
  eventOf,
  check: ({ subject }: CloudEvent) => (subject.endsWith('bad') ? 'it does not fit' : undefined),
  isOverdue: ({ at }: StreamChange) => at === 0,
});

const changes = (...ids: string[]) => ids.map((id) => changeOf(streamed(note(id))));
const unreadable = (thrown: unknown): StreamChange => ({
  ...changeOf(streamed(note('broken'))),
  item: () => {
    throw thrown;
  },
});

describe('relaying changes', () => {
  it('publishes the event of each, in order', async () => {
    const result = await relay(changes('a', 'b', 'c'), parts(), signal);

    expect(sent).toEqual(['a_1', 'b_1', 'c_1']);
    expect(result).toEqual({ published: 3, skipped: 0, retained: [] });
  });

  it('skips a change that is no new version: it has no event of its own', async () => {
    const before = note('a', 'x', { version: 2 });
    const same = changeOf(streamed({ ...before, text: 'y' }, before));
    const next = changeOf(streamed({ ...before, version: 3 }, before));

    expect(await relay([same, next], parts(), signal)).toMatchObject({ published: 1, skipped: 1 });
    expect(sent).toEqual(['a_3']);
  });

  it('keeps what can never be published, whole and with its reason, and goes on', async () => {
    const [good, refused, bad, after] = changes('good', 'refused', 'bad', 'after');
    const broken = unreadable(new TypeError('The item carries no event'));
    answers.set('refused_1', { outcome: 'refused', reason: 'oversize', detail: 'too long' });

    const result = await relay([broken, good, refused, bad, after] as StreamChange[], parts(), signal);

    expect(sent).toEqual(['good_1', 'after_1']);
    expect(retained).toEqual([
      { change: broken, why: { reason: 'unreadable', detail: 'The item carries no event' } },
      { change: refused, why: { reason: 'oversize', detail: 'too long' } },
      { change: bad, why: { reason: 'invalid', detail: 'it does not fit' } },
    ]);
    expect(result.failed).toBeUndefined();
    expect(result.retained.map(({ reason }) => reason)).toEqual(['unreadable', 'oversize', 'invalid']);
  });

  it('fails from the first event that the bus could not take', async () => {
    const all = changes('a', 'b', 'c', 'bad');
    const error = new Error('throttled');
    answers.set('b_1', { outcome: 'failed', error });

    const result = await relay(all, parts(), signal);

    expect(result).toMatchObject({ published: 1, failed: { change: all[1], error } });
    expect(retained).toEqual([]);
  });

  it('keeps what the bus could not take for so long that the stream is about to give it up', async () => {
    const [tried, untried] = changes('a', 'b').map((one) => ({ ...one, at: 0 }));
    const error = new Error('throttled');
    answers.set('a_1', { outcome: 'failed', error });

    const result = await relay([tried, untried] as StreamChange[], parts(), signal);

    expect(retained).toEqual([{ change: tried, why: { reason: 'not-published-in-time', detail: 'throttled' } }]);
    expect(result).toMatchObject({ published: 0, failed: { change: untried } });
  });

  it('takes a change for overdue that is older than it should be', () => {
    const isOverdue = olderThan(60, () => 100_000);

    expect([40_000, 39_999].map((at) => isOverdue({ at }))).toEqual([false, true]);
  });

  it.each([
    ['null', null, 'null'],
    ['an object without a prototype', Object.create(null), 'an error that cannot be read'],
    ['a symbol', Symbol('s'), 'Symbol(s)'],
    [
      'an error whose message throws',
      Object.defineProperty(new Error(), 'message', {
        get: () => {
          throw new Error('no');
        },
      }),
      'an error that cannot be read',
    ],
    [
      'a proxy that throws',
      new Proxy(new Error(), {
        get: () => {
          throw new Error('no');
        },
        getPrototypeOf: () => {
          throw new Error('no');
        },
      }),
      'an error that cannot be read',
    ],
  ])('keeps a change whose reading throws %s, and goes on', async (_case, thrown, detail) => {
    const broken = unreadable(thrown);

    const result = await relay([broken, ...changes('good')], parts(), signal);

    expect(sent).toEqual(['good_1']);
    expect(retained).toEqual([{ change: broken, why: { reason: 'unreadable', detail } }]);
    expect(result.failed).toBeUndefined();
  });

  it('fails from a change that could not be retained', async () => {
    const all = changes('a', 'bad', 'c');
    const error = new Error('SQS is down');
    const broken = { ...parts(), failures: { keep: () => Promise.reject(error) } };

    expect(await relay(all, broken, signal)).toMatchObject({ published: 1, failed: { change: all[1], error } });
  });
});
