import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { tokenBucket } from '../../../local/apigateway/token-bucket.ts';
import { createQuota } from '../../../local/apigateway/usage.ts';

describe('the token bucket', () => {
  const limits = fc.record({ rate: fc.integer({ min: 0, max: 50 }), burst: fc.integer({ min: 0, max: 20 }) });
  const pauses = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 100 });

  /** Times, in milliseconds, at which a request was let through. */
  function passed(limit: { rate: number; burst: number }, waits: readonly number[]): number[] {
    let time = 0;
    const take = tokenBucket(limit, () => time);
    return waits.flatMap((wait) => {
      time += wait;
      return take() ? [time] : [];
    });
  }

  it('lets through at the most burst and rate in any window', () => {
    fc.assert(
      fc.property(limits, pauses, (limit, waits) => {
        const times = passed(limit, waits);
        for (const [first, start] of times.entries()) {
          for (const [last, end] of times.entries()) {
            const allowed = limit.burst + ((end - start) / 1000) * limit.rate;
            if (last >= first) expect(last - first + 1).toBeLessThanOrEqual(allowed + 1e-6);
          }
        }
      }),
    );
  });

  it('lets everything through that stays under the rate', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 60 }), (rate, count) => {
        const waits = Array.from({ length: count }, () => Math.ceil(1000 / rate));
        expect(passed({ rate, burst: 1 }, waits)).toHaveLength(count);
      }),
    );
  });

  it('lets a whole burst through at once, however long it waited', () => {
    fc.assert(
      fc.property(limits, fc.integer({ min: 0, max: 1_000_000 }), (limit, wait) => {
        const waits = [wait, ...Array.from({ length: limit.burst + 5 }, () => 0)];
        expect(passed(limit, waits)).toHaveLength(limit.burst);
      }),
    );
  });
});

describe('a quota', () => {
  it.each([
    ['DAY', '2026-11-22T23:59:59Z', '2026-11-23T00:00:00Z'],
    ['WEEK', '2026-11-21T23:59:59Z', '2026-11-22T00:00:00Z'],
    ['MONTH', '2026-11-30T23:59:59Z', '2026-12-01T00:00:00Z'],
  ] as const)('starts again with the next %s', (period, before, after) => {
    let now: string = before;
    const take = createQuota({ limit: 2, period }, () => new Date(now));
    const first = [take(), take(), take()];
    now = after;

    expect([first, take()]).toEqual([[true, true, false], true]);
  });
});
