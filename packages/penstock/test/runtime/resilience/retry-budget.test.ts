import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { retryBudget } from '../../../runtime/resilience/retry-budget.ts';

const terms = { ratio: 0.1, perSecond: 0, capacity: 10 };
const stopped = () => 0;

describe('a retry budget', () => {
  it('begins full', () => {
    const budget = retryBudget(terms, stopped);

    expect([...Array(12)].map(() => budget.withdraw())).toEqual([...Array(10).fill(true), false, false]);
  });

  it('is filled by first attempts at its ratio', () => {
    const budget = retryBudget({ ...terms, ratio: 0.25 }, stopped);
    while (budget.withdraw());

    for (let index = 0; index < 8; index += 1) budget.deposit();

    expect([budget.withdraw(), budget.withdraw(), budget.withdraw()]).toEqual([true, true, false]);
  });

  it('gets two tokens back for a retry that succeeds', () => {
    const budget = retryBudget(terms, stopped);
    while (budget.withdraw());

    budget.reward();

    expect([budget.withdraw(), budget.withdraw(), budget.withdraw()]).toEqual([true, true, false]);
  });

  it('lets a few retries through when nothing new arrives', () => {
    let now = 0;
    const budget = retryBudget({ ...terms, perSecond: 0.1 }, () => now);
    while (budget.withdraw());

    now += 9_999;
    expect(budget.withdraw()).toBe(false);
    now += 1;
    expect(budget.withdraw()).toBe(true);
    expect(budget.withdraw()).toBe(false);
  });

  it('never gives out more than it began with, the share of first attempts, the drip and what it got back', () => {
    const anyStep = fc.constantFrom(
      'deposit' as const,
      'withdraw' as const,

      'reward' as const,
      'wait' as const,
    );
    fc.assert(
      fc.property(
        fc.record({
          ratio: fc.double({ min: 0, max: 1, noNaN: true }),
          perSecond: fc.double({ min: 0, max: 2, noNaN: true }),
          capacity: fc.integer({ min: 1, max: 20 }),
        }),
        fc.array(anyStep, { maxLength: 200 }),
        (options, steps) => {
          let now = 0;
          const budget = retryBudget(options, () => now);
          const does = {
            deposit: () => budget.deposit(),
            reward: () => budget.reward(),
            withdraw: () => budget.withdraw(),
            wait: () => {
              now += 700;
            },
          };
          const count = { deposit: 0, withdraw: 0, reward: 0, wait: 0 };
          for (const step of steps) count[step] += Number(does[step]() ?? true);

          const most =
            options.capacity + count.deposit * options.ratio + (now / 1000) * options.perSecond + 2 * count.reward;
          expect(count.withdraw).toBeLessThanOrEqual(most + 1e-6);
        },
      ),
    );
  });

  it('is full again once the trouble is over', () => {
    const budget = retryBudget(terms, stopped);
    while (budget.withdraw());

    budget.restore();

    expect([...Array(11)].map(() => budget.withdraw())).toEqual([...Array(10).fill(true), false]);
  });

  it('is no fuller after a clock that went back', () => {
    let now = 10_000;
    const budget = retryBudget({ ...terms, perSecond: 1 }, () => now);
    while (budget.withdraw());

    now = 0;

    expect(budget.withdraw()).toBe(false);
    budget.reward();
    expect([budget.withdraw(), budget.withdraw(), budget.withdraw()]).toEqual([true, true, false]);
  });
});
