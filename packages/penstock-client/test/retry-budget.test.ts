import { describe, expect, it } from '@jest/globals';
import { type AttemptEnd, Client } from '../index.ts';
import { RetryBudget } from '../retry-budget.ts';
import { FakePlatform, json } from './fake-platform.ts';

const takes = (budget: RetryBudget, count: number) => Array.from({ length: count }, () => budget.take());

describe('a retry budget', () => {
  it('gives as many tokens as it holds', () => {
    expect(takes(new RetryBudget({ capacity: 2, perSuccess: 0.1 }), 3)).toEqual([true, true, false]);
  });

  it('gets one back of five calls that succeed at once, and never more than it holds', () => {
    const budget = new RetryBudget({ capacity: 1, perSuccess: 0.2 });
    const succeed = (count: number) => {
      for (let done = 0; done < count; done += 1) budget.succeeded({ byRetry: false });
    };
    takes(budget, 1);
    succeed(4);
    expect(budget.take()).toBe(false);
    succeed(30);
    expect(takes(budget, 2)).toEqual([true, false]);
  });

  it('gets the token back of a retry that helped', () => {
    const budget = new RetryBudget({ capacity: 2, perSuccess: 0 });
    takes(budget, 2);
    budget.succeeded({ byRetry: true });
    expect(takes(budget, 2)).toEqual([true, false]);
  });

  it('is shared by all calls of a client: when it is spent, a call fails at once with what it met', async () => {
    const ends: AttemptEnd[] = [];
    let isDown = true;
    const platform = new FakePlatform([() => (isDown ? new TypeError('fetch failed') : json(200, {}))]);
    const retryBudget = { capacity: 4, perSuccess: 1 };
    const onAttemptEnd = (end: AttemptEnd) => void ends.push(end);
    const client = new Client({ baseUrl: 'https://a.example', platform, retryBudget, hooks: { onAttemptEnd } });
    const call = () => platform.settle(client.call({ path: '/x' }));

    for (const count of [4, 6, 7]) {
      await call();
      expect(platform.sent).toHaveLength(count);
    }
    expect(ends.at(-1)?.next).toEqual({ kind: 'stop', reason: 'budget' });
    isDown = false;
    await call();
    isDown = true;
    await call();
    expect(platform.sent).toHaveLength(10);
  });

  it.each([
    [{ capacity: -1 }, 'retryBudget.capacity: received -1, expected a whole number of 0 to 1000000'],
    [{ perSuccess: 1.5 }, 'retryBudget.perSuccess: received 1.5, expected a number of 0 to 1'],
  ])('fails with %p', (retryBudget, message) => {
    expect(() => new Client({ baseUrl: 'https://a.example', retryBudget })).toThrow(message);
  });
});
