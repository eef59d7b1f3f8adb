import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { backoffMs, retryAfterMs } from '../retry-policy.ts';

const policies = fc
  .record({
    maximumAttempts: fc.integer({ min: 1, max: 100 }),
    initialIntervalMs: fc.integer({ min: 0, max: 60_000 }),
    maximumIntervalMs: fc.integer({ min: 0, max: 3_600_000 }),
  })
  .chain((policy) => fc.tuple(fc.constant(policy), fc.integer({ min: 1, max: 100 })));
const parts = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the wait between two attempts', () => {
  it('is a random part of a bound that doubles, up to the maximum', () => {
    fc.assert(
      fc.property(policies, parts, ([policy, attempt], random) => {
        const bound = backoffMs(policy, attempt, 1);
        const wait = backoffMs(policy, attempt, random);

        expect(bound).toBe(Math.min(policy.maximumIntervalMs, policy.initialIntervalMs * 2 ** (attempt - 1)));
        expect(wait).toBe(random * bound);
        expect(backoffMs(policy, attempt, 0)).toBe(0);
        expect(backoffMs(policy, attempt + 1, 1)).toBeGreaterThanOrEqual(bound);
      }),
    );
  });

  it('is uniform: all of its range is as likely', () => {
    fc.assert(
      fc.property(policies, parts, ([policy, attempt], random) => {
        const wait = backoffMs(policy, attempt, random) + backoffMs(policy, attempt, 1 - random);

        expect(wait).toBeCloseTo(backoffMs(policy, attempt, 1), 4);
      }),
    );
  });
});

describe('a Retry-After', () => {
  const after = (value: string, nowMs = 0) => retryAfterMs(new Headers({ 'retry-after': value }), nowMs);

  it('in seconds is that many', () => {
    fc.assert(fc.property(fc.nat(), (seconds) => expect(after(String(seconds))).toBe(seconds * 1000)));
  });

  it('by a date is the time until then, and never negative', () => {
    fc.assert(
      fc.property(fc.nat(4_000_000_000), fc.nat(4_000_000_000), (seconds, now) => {
        expect(after(new Date(seconds * 1000).toUTCString(), now * 1000)).toBe(Math.max(0, seconds - now) * 1000);
      }),
    );
  });

  it.each(['', 'soon', '-1', '1.5', '2030-01-01', 'Sun'])('of %p asks for nothing', (value) => {
    expect(after(value)).toBe(0);
  });

  it('is nothing where there is none', () => {
    expect(retryAfterMs(new Headers(), 0)).toBe(0);
  });
});
