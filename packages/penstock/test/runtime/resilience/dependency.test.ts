import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PermanentError, type TransientError } from '../../../runtime/core/failures.ts';
import { type Dependency, type DependencyOptions, dependency } from '../../../runtime/resilience/dependency.ts';

const options: DependencyOptions = {
  timeout: 1000,
  concurrency: 2,
  breaker: { failures: 3, openFor: { base: 5000, cap: 15_000 } },
  budget: { ratio: 0.1, perSecond: 0, capacity: 100 },
};
const { signal } = new AbortController();
const first = { signal, retry: false };
const again = { signal, retry: true };
const down = async (): Promise<never> => {
  throw new Error('down');
};
const up = async (): Promise<string> => 'up';
const hang = () => new Promise<never>(() => {});
const failureOf = (call: Promise<unknown>): Promise<TransientError> =>
  call.then(
    () => Promise.reject(new Error('it succeeded')),
    (error) => error,
  );

let shop: Dependency;
beforeEach(() => {
  jest.useFakeTimers({ now: 1_000_000 });
  shop = dependency('The shop', options);
});
afterEach(() => {
  jest.useRealTimers();
});

const breakIt = async (): Promise<void> => {
  await shop.call(up, first);
  for (let index = 0; index < options.breaker.failures; index += 1) await failureOf(shop.call(down, first));
};

describe('a call', () => {
  it('gives what the work gives', async () => {
    expect(await shop.call(up, first)).toBe('up');
  });

  it('fails as the work fails', async () => {
    const error = new PermanentError('charge-refused', 'no');

    expect(await failureOf(shop.call(() => Promise.reject(error), first))).toBe(error);
  });

  it('fails after its time, and its signal says so', async () => {
    let ended: AbortSignal | undefined;
    const call = failureOf(
      shop.call((work) => {
        ended = work;
        return hang();
      }, first),
    );

    await jest.advanceTimersByTimeAsync(1000);

    expect(await call).toMatchObject({
      name: 'TransientError',
      reason: 'timeout',
      message: 'The shop did not answer within 1000 ms',
      cause: expect.any(Error),
    });
    expect(ended?.aborted).toBe(true);
  });

  it('fails when its caller gives up', async () => {
    const caller = new AbortController();
    const call = failureOf(shop.call(hang, { signal: caller.signal, retry: false }));
    const reason = new Error('the batch ends');

    await jest.advanceTimersByTimeAsync(10);
    caller.abort(reason);

    expect(await call).toBe(reason);
  });

  it('fails, and is not made, when its caller gave up before', async () => {
    const work = jest.fn(up);
    const reason = new Error('the batch ended');

    expect(await failureOf(shop.call(work, { signal: AbortSignal.abort(reason), retry: false }))).toBe(reason);
    expect(work).not.toHaveBeenCalled();
  });
});

describe('the first call of a process', () => {
  it('goes alone, and those beside it follow when it succeeds', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const beside = jest.fn(up);
    const leading = shop.call(() => promise, first);
    const following = shop.call(beside, first);
    await jest.advanceTimersByTimeAsync(500);
    expect(beside).not.toHaveBeenCalled();

    resolve('led');

    expect(await Promise.all([leading, following])).toEqual(['led', 'up']);
  });

  it('opens the breaker when it fails, and those beside it make none', async () => {
    const beside = jest.fn(up);
    const leading = failureOf(shop.call(hang, first));
    const following = failureOf(shop.call(beside, again));

    await jest.advanceTimersByTimeAsync(1000);

    expect(await leading).toMatchObject({ reason: 'timeout' });
    expect(await following).toMatchObject({ reason: 'breaker-open', retryAfterMs: 5000 });
    expect(beside).not.toHaveBeenCalled();
  });

  it('leaves the breaker closed when it is an answer that refuses', async () => {
    await failureOf(shop.call(() => Promise.reject(new PermanentError('charge-refused', 'no')), first));

    expect(await shop.call(up, first)).toBe('up');
  });
});

describe('the bulkhead', () => {
  it('fails a call over its limit at once', async () => {
    await shop.call(up, first);
    const busy = [failureOf(shop.call(hang, first)), failureOf(shop.call(hang, first))];

    expect(await failureOf(shop.call(up, first))).toMatchObject({
      reason: 'bulkhead-full',
      message: 'The shop has 2 calls under way already',
      cause: expect.any(Error),
    });

    await jest.advanceTimersByTimeAsync(1000);
    await Promise.all(busy);
    expect(await shop.call(up, first)).toBe('up');
  });
});

describe('the breaker', () => {
  it('opens after failures in a row and makes no calls for a while', async () => {
    await breakIt();
    const work = jest.fn(up);

    await jest.advanceTimersByTimeAsync(2000);

    expect(await failureOf(shop.call(work, first))).toMatchObject({
      reason: 'breaker-open',
      retryAfterMs: 3000,
      message: 'The shop failed repeatedly and is not called for a while',
    });
    expect(work).not.toHaveBeenCalled();
  });

  it('stays closed while some calls succeed', async () => {
    await shop.call(up, first);
    for (let index = 0; index < 10; index += 1) {
      await failureOf(shop.call(down, first));
      await failureOf(shop.call(down, first));
      expect(await shop.call(up, first)).toBe('up');
    }
  });

  it('stays closed on failures that say what is wrong with the call', async () => {
    const refused = () => Promise.reject(new PermanentError('charge-refused', 'no'));
    for (let index = 0; index < 10; index += 1) await failureOf(shop.call(refused, first));

    expect(await shop.call(up, first)).toBe('up');
  });

  const giveUp = async (work: typeof hang = hang): Promise<unknown> => {
    const caller = new AbortController();
    const call = failureOf(shop.call(work, { signal: caller.signal, retry: true }));
    await jest.advanceTimersByTimeAsync(1);
    caller.abort(new Error('the batch ends'));
    return call;
  };

  it('stays closed on calls that their callers gave up', async () => {
    for (let index = 0; index < 10; index += 1) await giveUp();

    expect(await shop.call(up, first)).toBe('up');
  });

  it('counts what fails before and after a call that was given up', async () => {
    for (let index = 1; index < options.breaker.failures; index += 1) await failureOf(shop.call(down, first));
    await giveUp();
    await failureOf(shop.call(down, first));

    expect(await failureOf(shop.call(up, first))).toMatchObject({ reason: 'breaker-open' });
  });

  it('stays open, for the next call to probe, when a probe was given up', async () => {
    await breakIt();
    await jest.advanceTimersByTimeAsync(5000);
    const probe = jest.fn(hang);

    expect(await giveUp(probe)).toMatchObject({ message: 'the batch ends' });
    expect(probe).toHaveBeenCalledTimes(1);
    expect(await failureOf(shop.call(down, again))).toMatchObject({ message: 'down' });

    expect(await failureOf(shop.call(up, again))).toMatchObject({ reason: 'breaker-open', retryAfterMs: 10_000 });
    await jest.advanceTimersByTimeAsync(10_000);
    expect(await shop.call(up, again)).toBe('up');
  });

  it('closes when a probe succeeds', async () => {
    await breakIt();
    await jest.advanceTimersByTimeAsync(5000);

    expect(await shop.call(up, again)).toBe('up');
    expect(await shop.call(up, again)).toBe('up');
  });

  it('stays open twice as long after each probe that fails, up to its cap', async () => {
    await breakIt();
    const waits: number[] = [];
    for (let probe = 0; probe < 4; probe += 1) {
      const { retryAfterMs } = await failureOf(shop.call(down, again));
      waits.push(retryAfterMs);
      await jest.advanceTimersByTimeAsync(retryAfterMs);
      expect(await failureOf(shop.call(down, again))).toMatchObject({ message: 'down' });
    }

    expect(waits).toEqual([5000, 10_000, 15_000, 15_000]);
  });

  it('counts a refusal that comes after its caller gave up as the answer that it is', async () => {
    const caller = new AbortController();
    const refused = new PermanentError('charge-refused', 'no');
    await breakIt();
    await jest.advanceTimersByTimeAsync(5000);

    const probe = failureOf(
      shop.call(
        async () => {
          caller.abort(new Error('the batch ends'));
          throw refused;
        },
        { signal: caller.signal, retry: true },
      ),
    );

    expect(await probe).toBe(refused);
    expect(await shop.call(up, again)).toBe('up');
  });

  it('says when to come back while a probe is under way: at once, and never before', async () => {
    await breakIt();
    await jest.advanceTimersByTimeAsync(7000);
    const probe = failureOf(shop.call(hang, first));
    await jest.advanceTimersByTimeAsync(10);

    expect(await failureOf(shop.call(up, first))).toMatchObject({ reason: 'breaker-open', retryAfterMs: 0 });
    await jest.advanceTimersByTimeAsync(1000);
    await probe;
  });

  it('sends one probe and makes nobody wait for it', async () => {
    await breakIt();
    await jest.advanceTimersByTimeAsync(5000);
    const probe = failureOf(shop.call(hang, first));
    await jest.advanceTimersByTimeAsync(10);

    expect(await failureOf(shop.call(up, first))).toMatchObject({ reason: 'breaker-open' });

    await jest.advanceTimersByTimeAsync(1000);
    expect(await probe).toMatchObject({ reason: 'timeout' });
  });
});

describe('the retry budget', () => {
  const strict = async () => {
    const poor = dependency('The shop', {
      ...options,
      breaker: { ...options.breaker, failures: 1_000_000 },
      budget: { ratio: 0.1, perSecond: 0, capacity: 1 },
    });
    await poor.call(up, first);
    return poor;
  };

  it('fails a retry that it can not afford, without a call', async () => {
    const poor = await strict();
    await failureOf(poor.call(down, again));
    const work = jest.fn(up);

    expect(await failureOf(poor.call(work, again))).toMatchObject({
      reason: 'retry-budget-empty',
      message: 'The shop is retried too often already',
    });
    expect(work).not.toHaveBeenCalled();
    expect(await poor.call(work, first)).toBe('up');
  });

  it('is not spent by a retry that succeeds', async () => {
    const poor = await strict();

    for (let index = 0; index < 20; index += 1) expect(await poor.call(up, again)).toBe('up');
  });

  it('gets nothing back for a first attempt that succeeds but its share', async () => {
    const poor = await strict();
    await failureOf(poor.call(down, again));
    for (let index = 0; index < 9; index += 1) await poor.call(up, first);

    expect(await failureOf(poor.call(up, again))).toMatchObject({ reason: 'retry-budget-empty' });
    for (let index = 0; index < 2; index += 1) await poor.call(up, first);
    expect(await poor.call(up, again)).toBe('up');
  });

  it('is not spent by a retry that the breaker refuses', async () => {
    const calls = jest.fn(up);
    const fragile = dependency('The shop', {
      ...options,
      breaker: { failures: 1, openFor: { base: 5000, cap: 5000 } },
      budget: { ratio: 0, perSecond: 0, capacity: 1 },
    });
    await failureOf(fragile.call(down, first));
    for (let index = 0; index < 5; index += 1) await failureOf(fragile.call(calls, again));
    await jest.advanceTimersByTimeAsync(5000);

    expect(await fragile.call(calls, again)).toBe('up');
    expect(calls).toHaveBeenCalledTimes(1);
  });

  it('lets a probe through that it can not afford, and is full again once the dependency is back', async () => {
    const fragile = dependency('The shop', {
      ...options,
      breaker: { failures: 2, openFor: { base: 5000, cap: 5000 } },
      budget: { ratio: 0, perSecond: 0, capacity: 2 },
    });
    await fragile.call(up, first);
    for (let index = 0; index < 2; index += 1) await failureOf(fragile.call(down, again));
    await jest.advanceTimersByTimeAsync(5000);

    expect(await fragile.call(up, again)).toBe('up');
    for (let index = 0; index < 2; index += 1) {
      expect(await failureOf(fragile.call(down, again))).toMatchObject({ message: 'down' });
    }
  });

  it('holds calls to a failing dependency at 1.1 times the arrivals, however often they are retried', async () => {
    const poor = await strict();
    const work = jest.fn(down);
    for (let arrival = 0; arrival < 1000; arrival += 1) {
      await failureOf(poor.call(work, first));
      for (let retry = 0; retry < 5; retry += 1) await failureOf(poor.call(work, again));
    }

    expect(work.mock.calls.length).toBeLessThanOrEqual(1000 * 1.1 + 1);
    expect(work.mock.calls.length).toBeGreaterThan(1000 * 1.09);
  });
});
