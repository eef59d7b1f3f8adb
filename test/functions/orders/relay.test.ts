import { beforeEach, describe, expect, it } from '@jest/globals';
import { inMemoryOrders } from '../../../functions/orders/adapters/in-memory-orders.ts';
import { type OrderEvent, orderEvent } from '../../../functions/orders/domain/order-event.ts';
import type { OrderRecord } from '../../../functions/orders/domain/record.ts';
import {
  type OrderChange,
  olderThan,
  type Publication,
  type Refusal,
  relay,
} from '../../../functions/orders/domain/relay.ts';
import { placement } from './support.ts';

const { signal } = new AbortController();
let sent: string[];
let kept: { change: OrderChange; refusal: Refusal }[];
let answers: Map<string, Publication>;

beforeEach(() => {
  sent = [];
  kept = [];
  answers = new Map();
});

/** A bus that answers as told, and otherwise takes all. */
const parts = () => ({
  bus: {
    publish: async (events: readonly OrderEvent[]) => {
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
    keep: async (change: OrderChange, refusal: Refusal) => {
      kept.push({ change, refusal });
    },
  },
  check: ({ subject }: OrderEvent) => (subject.endsWith('bad') ? 'it does not fit' : undefined),
  isOverdue: ({ at }: OrderChange) => at === 0,
});

async function placed(id: string): Promise<OrderRecord> {
  const decision = await inMemoryOrders().place(placement({ id }), signal);
  if (decision.outcome !== 'written') throw new Error('not placed');
  return decision.record;
}

let sequence = 0;
const change = (record: OrderRecord, over: Partial<OrderChange> = {}): OrderChange => {
  sequence += 1;
  return { sequenceNumber: String(sequence), version: record.version, at: Date.now(), order: () => record, ...over };
};
const changes = (...ids: string[]) => Promise.all(ids.map(async (id) => change(await placed(id))));

describe('relaying changes', () => {
  it('publishes the event of each, in order', async () => {
    const result = await relay(await changes('a', 'b', 'c'), parts(), signal);

    expect(sent).toEqual(['a_1', 'b_1', 'c_1']);
    expect(result).toEqual({ published: 3, skipped: 0, kept: [] });
  });

  it('skips a change that is no new version: it has no event of its own', async () => {
    const record = { ...(await placed('a')), version: 2 };
    const claim = change(record, { versionBefore: 2 });
    const paid = change({ ...record, version: 3 }, { versionBefore: 2 });

    expect(await relay([claim, paid], parts(), signal)).toMatchObject({ published: 1, skipped: 1 });
    expect(sent).toEqual(['a_3']);
  });

  it('keeps what can never be published, whole and with its reason, and goes on', async () => {
    const [good, refused, bad, after] = await changes('good', 'refused', 'bad', 'after');
    const broken = { ...good, sequenceNumber: 'b' } as OrderChange;
    Object.assign(broken, {
      order: () => {
        throw new TypeError('The item carries no event');
      },
    });
    answers.set('refused_1', { outcome: 'refused', reason: 'oversize', detail: 'too long' });

    const result = await relay([broken, good, refused, bad, after] as OrderChange[], parts(), signal);

    expect(sent).toEqual(['good_1', 'after_1']);
    expect(kept).toEqual([
      { change: broken, refusal: { reason: 'not-an-order', detail: 'The item carries no event' } },
      { change: refused, refusal: { reason: 'oversize', detail: 'too long' } },
      { change: bad, refusal: { reason: 'invalid', detail: 'it does not fit' } },
    ]);
    expect(result.failed).toBeUndefined();
    expect(result.kept.map(({ reason }) => reason)).toEqual(['not-an-order', 'oversize', 'invalid']);
  });

  it('fails from the first event that the bus could not take', async () => {
    const all = await changes('a', 'b', 'c', 'bad');
    const error = new Error('throttled');
    answers.set('b_1', { outcome: 'failed', error });

    const result = await relay(all, parts(), signal);

    expect(result).toMatchObject({ published: 1, failed: { change: all[1], error } });
    expect(kept).toEqual([]);
  });

  it('keeps what the bus could not take for so long that the stream is about to give it up', async () => {
    const [tried, untried] = (await changes('a', 'b')).map((one) => ({ ...one, at: 0 }));
    const error = new Error('throttled');
    answers.set('a_1', { outcome: 'failed', error });

    const result = await relay([tried, untried] as OrderChange[], parts(), signal);

    expect(kept).toEqual([{ change: tried, refusal: { reason: 'not-published-in-time', detail: 'throttled' } }]);
    expect(result).toMatchObject({ published: 0, failed: { change: untried } });
  });

  it('takes a change for overdue that is older than it should be', () => {
    const isOverdue = olderThan(60, () => 100_000);

    expect([40_000, 39_999].map((at) => isOverdue({ at }))).toEqual([false, true]);
  });

  it.each([
    ['null', null],
    ['an object without a prototype', Object.create(null)],
    ['a symbol', Symbol('s')],
    [
      'an error whose message throws',
      Object.defineProperty(new Error(), 'message', {
        get: () => {
          throw new Error('no');
        },
      }),
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
    ],
  ])('keeps a change whose reading throws %s, and goes on', async (_case, thrown) => {
    const [good] = await changes('good');
    const broken = {
      ...(good as OrderChange),
      order: () => {
        throw thrown;
      },
    };

    const result = await relay([broken, good as OrderChange], parts(), signal);

    expect(sent).toEqual(['good_1']);
    expect(kept).toEqual([{ change: broken, refusal: { reason: 'not-an-order', detail: expect.any(String) } }]);
    expect(result.failed).toBeUndefined();
  });

  it('fails from a change that could not be kept', async () => {
    const all = await changes('a', 'bad', 'c');
    const error = new Error('SQS is down');
    const broken = { ...parts(), failures: { keep: () => Promise.reject(error) } };

    expect(await relay(all, broken, signal)).toMatchObject({ published: 1, failed: { change: all[1], error } });
  });

  it('makes the same event of the same version, however often', async () => {
    const record = await placed('a');

    expect(orderEvent(record)).toEqual(orderEvent(structuredClone(record)));
  });
});
