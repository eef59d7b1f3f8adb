import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { waitAfter, waitCeiling } from 'penstock/runtime/queue/backoff';
import { message, recordingConsumer } from 'penstock/testkit/consumer-runtime';
import { loadConsumers } from '../../../contract/events/consumers.ts';
import {
  backoffBase,
  type DeclaredConsumer,
  deriveConsumer,
  gapFloor,
  matches,
  poisonAge,
  receiveCount,
  spareReceives,
  waitFloor,
} from '../../../contract/events/derive.ts';
import { seconds } from '../../../contract/events/duration.ts';
import { lawsBrokenBy } from '../../../contract/events/number-rules.ts';
import { separateSuspects } from '../../../runtime/queue/separate-suspects.ts';
import { eventsFolder } from '../contract.ts';
import { generatedSample } from '../generated-sample.ts';

const windows = fc.integer({ min: 1, max: 300_000 });
const caps = fc.integer({ min: 2, max: 43_200 });
const visibilities = fc.integer({ min: 1, max: 43_200 });

/** Numbers that consumers.yaml may hold: each within its range, and no law broken by all of them together. */
const declared: fc.Arbitrary<DeclaredConsumer> = fc
  .record({
    queue: fc.constant('queue'),
    events: fc.constant(['a.b.c.v1']),
    messages: fc.constant([]),
    timeout: fc.integer({ min: 2, max: 900 }),
    concurrency: fc.integer({ min: 2, max: 1000 }),
    batchSize: fc.integer({ min: 1, max: 10 }),
    batchingWindow: fc.integer({ min: 0, max: 300 }),
    retryWindow: windows,
    maxWait: caps,
    ageObjective: fc.integer({ min: 1, max: 3600 }),
    fair: fc.boolean(),
  })
  .filter((consumer) => lawsBrokenBy(consumer).length === 0);

type Backoff = { readonly base: number; readonly cap: number };

/** The least that so many receives take, when the attempts before each were ended as `gap` says. */
const lasting = (receives: number, gap: (receive: number) => number): number =>
  Array.from({ length: Math.max(receives - 1, 0) }, (_, index) => gap(index + 1)).reduce((sum, one) => sum + one, 0);

const shortest = (receives: number, backoff: Backoff, visibility: number): number =>
  lasting(receives, (receive) => gapFloor(backoff, visibility, receive));

describe('the receive count', () => {
  const numbers = fc.tuple(windows, caps, visibilities);

  it('fills the retry window even when every gap is as short as can be', () => {
    fc.assert(
      fc.property(numbers, ([window, cap, visibility]) => {
        const backoff = { base: backoffBase, cap };
        const receives = receiveCount(window, backoff, visibility);
        expect(shortest(receives, backoff, visibility)).toBeGreaterThanOrEqual(window);
      }),
    );
  });

  it('fills it whichever attempts crash and whichever are put off', () => {
    fc.assert(
      fc.property(numbers, fc.infiniteStream(fc.boolean()), ([window, cap, visibility], crashes) => {
        const backoff = { base: backoffBase, cap };
        const gap = (receive: number) => (crashes.next().value ? visibility : waitFloor(backoff, receive));
        expect(lasting(receiveCount(window, backoff, visibility), gap)).toBeGreaterThanOrEqual(window);
      }),
    );
  });

  it('fills it still when as many receives as are spare had no gap at all', () => {
    fc.assert(
      fc.property(numbers, ([window, cap, visibility]) => {
        const backoff = { base: backoffBase, cap };
        const receives = receiveCount(window, backoff, visibility) - spareReceives;
        expect(shortest(receives, backoff, visibility)).toBeGreaterThanOrEqual(window);
      }),
    );
  });

  it('is the smallest that does', () => {
    fc.assert(
      fc.property(numbers, ([window, cap, visibility]) => {
        const backoff = { base: backoffBase, cap };
        const receives = receiveCount(window, backoff, visibility) - spareReceives - 1;
        expect(shortest(receives, backoff, visibility)).toBeLessThan(window);
      }),
    );
  });

  it('never falls when the window grows, nor rises when gaps may be longer', () => {
    fc.assert(
      fc.property(numbers, fc.nat(10_000), ([window, cap, visibility], more) => {
        const count = receiveCount(window, { base: backoffBase, cap }, visibility);
        expect(receiveCount(window + more, { base: backoffBase, cap }, visibility)).toBeGreaterThanOrEqual(count);
        expect(receiveCount(window, { base: backoffBase, cap: cap + more }, visibility)).toBeLessThanOrEqual(count);
        expect(receiveCount(window, { base: backoffBase, cap }, visibility + more)).toBeLessThanOrEqual(count);
      }),
    );
  });
});

describe('the time that a message which crashes its consumer is hidden', () => {
  it('is never longer than the age at which it ends is derived from', async () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    await fc.assert(
      fc.asyncProperty(visibilities, random, async (visibilityTimeout, chance) => {
        const { runtime, postponed } = recordingConsumer();
        const batch = [message('one', { attempt: 3 }), message('other', { attempt: 4 })];
        await separateSuspects(batch, { ...runtime, random: () => chance }, { visibilityTimeout });
        expect(postponed).toHaveLength(2);
        for (const { seconds: wait } of postponed) expect(wait).toBeLessThanOrEqual(poisonAge(1, visibilityTimeout));
      }),
    );
  });
});

describe('the wait that a consumer takes', () => {
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  it('is never below the floor that the receive count is derived from, nor above its ceiling', () => {
    fc.assert(
      fc.property(caps, fc.integer({ min: 1, max: 1000 }), random, (cap, attempt, chance) => {
        const backoff = { base: backoffBase, cap };
        const wait = waitAfter(backoff, attempt, () => chance);
        expect(wait).toBeGreaterThanOrEqual(waitFloor(backoff, attempt));
        expect(wait).toBeLessThanOrEqual(waitCeiling(backoff, attempt));
        expect(Number.isInteger(wait)).toBe(true);
      }),
    );
  });
});

describe('what is derived from a declared consumer', () => {
  it('keeps every inequality between queue, function and event source', () => {
    fc.assert(
      fc.property(declared, (consumer) => {
        const derived = deriveConsumer('consume', consumer, ['a.b.c.v1']);
        expect(derived.visibilityTimeout).toBeGreaterThanOrEqual(6 * derived.timeout + derived.batchingWindow);
        expect(derived.visibilityTimeout).toBeLessThanOrEqual(43_200);
        expect(derived.maxReceiveCount).toBeLessThanOrEqual(1000);
        expect(shortest(derived.maxReceiveCount, derived.backoff, derived.visibilityTimeout)).toBeGreaterThanOrEqual(
          derived.retryWindow,
        );
        expect(derived.retryWindow + derived.backoff.cap).toBeLessThanOrEqual(derived.retention.queue);
        expect(2 * derived.maxReceiveCount * derived.visibilityTimeout).toBeLessThan(derived.retention.queue);
        expect(derived.deadline).toBeGreaterThan(0);
        expect(derived.deadline).toBeLessThan(derived.timeout * 1000);
        expect(derived.retention.deadLetters).toBeGreaterThan(derived.retention.queue);
        expect(derived.retention.deadLetters).toBeLessThanOrEqual(14 * 86_400);
        expect(derived.backoff.base).toBeLessThan(derived.backoff.cap);
      }),
    );
  });

  it('keeps what was declared', () => {
    fc.assert(
      fc.property(declared, (consumer) => {
        const { maxWait, events, ...said } = consumer;
        const derived = deriveConsumer('consume', consumer, ['a.b.c.v1']);
        expect(derived).toMatchObject({ name: 'consume', ...said, patterns: events, backoff: { cap: maxWait } });
      }),
    );
  });

  it('is what is documented', () => {
    const consumers = loadConsumers(join(eventsFolder, 'consumers.yaml'));
    expect(consumers.map(({ name, maxReceiveCount, visibilityTimeout }) => [name, maxReceiveCount, visibilityTimeout]))
      // 4 h at 60 s, 1 h at 30 s, 24 h at 88 s; each with the short waits at its beginning and three spare receives.
      .toEqual([
        ['printLabel', 249, 60],
        ['announceParcels', 128, 30],
        ['sendNotice', 992, 88],
        ['retryNotice', 992, 88],
      ]);
  });

  it('is what the functions get', async () => {
    const [derived] = loadConsumers(join(eventsFolder, 'consumers.yaml'));
    const { events, maxConcurrency, ...contract } = await (await generatedSample()).consumer('printLabel');
    expect(derived).toMatchObject({ ...contract, events: Object.keys(events), concurrency: maxConcurrency });
  });
});

describe('a pattern of event types', () => {
  it.each([
    ['parcels.parcel.registered.v1', 'parcels.parcel.registered.v1', true],
    ['parcels.parcel.registered.v1', 'parcels.parcel.registered.v10', false],
    ['parcels.parcel.*', 'parcels.parcel.registered.v2', true],
    ['parcels.parcel.*', 'parcels.parcels.registered.v1', false],
    ['parcels.*', 'parcels.parcel.labelled.v1', true],
    ['parcels.*', 'parcelsarchive.parcel.labelled.v1', false],
  ])('%s and %s: %s', (pattern, type, expected) => {
    expect(matches(pattern, type)).toBe(expected);
  });

  it('becomes what EventBridge matches detail-type with', () => {
    const [, fanOut] = loadConsumers(join(eventsFolder, 'consumers.yaml'));
    expect(fanOut?.detailTypes).toEqual([{ prefix: 'parcels.parcel.' }]);
    expect(fanOut?.events).toHaveLength(5);
  });
});

describe('a duration', () => {
  it.each([
    ['PT4H', 14_400],
    ['PT90S', 90],
    ['P1D', 86_400],
    ['P1DT1H1M1S', 90_061],
    ['PT0S', 0],
  ])('%s is %i s', (text, expected) => {
    expect(seconds(text)).toBe(expected);
  });

  it.each(['', 'P', 'PT', 'P1DT', '4H', 'PT4', 'PT1.5S', 'P1M', 'P1Y', 'P1W', '-PT1S', 'PT1S2M', 'pt1s', 'PT1H '])(
    'fails on "%s"',
    (text) => {
      expect(seconds(text)).toBeUndefined();
    },
  );

  it('reads back every number of seconds', () => {
    fc.assert(
      fc.property(fc.nat(99), fc.nat(23), fc.nat(59), fc.nat(59), (days, hours, minutes, rest) => {
        expect(seconds(`P${days}DT${hours}H${minutes}M${rest}S`)).toBe(
          ((days * 24 + hours) * 60 + minutes) * 60 + rest,
        );
      }),
    );
  });
});
