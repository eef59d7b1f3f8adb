import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { CooldownRepository } from '../../../runtime/webhooks/cooldown/cooldown-repository.ts';
import {
  type CooldownOptions,
  endpointCooldowns,
  type Stage,
} from '../../../runtime/webhooks/cooldown/endpoint-cooldowns.ts';
import type { Reply } from '../../../runtime/webhooks/deliveries/delivery-decisions.ts';
import { inMemoryCooldowns } from '../../../testkit/in-memory-cooldowns.ts';

const signal = new AbortController().signal;
const endpoint = { tenant: 'acme', id: 'whe_1' };
const answer: Reply = { status: 204 };
const silence: Reply = { error: 'no answer within 5000 ms' };

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

function setUp(store: CooldownRepository = inMemoryCooldowns(), options: CooldownOptions = {}) {
  const writes: unknown[] = [];
  const counted: CooldownRepository = {
    find: store.find,
    set: (change, ending) => {
      writes.push(change.next);
      return store.set(change, ending);
    },
  };
  let time = Date.parse('2026-11-22T12:00:00.000Z');
  const cooldowns = endpointCooldowns(counted, () => time, { random: () => 0, ...options });
  const begin = async (stage: Stage = 'retry', id = endpoint.id) => {
    const one = { ...endpoint, id };
    return await cooldowns.beginAttempt(one, await cooldowns.find(one, signal), stage, signal);
  };
  const attempt = async (reply: Promise<Reply> | Reply, stage?: Stage, id?: string) => {
    const monitored = await begin(stage, id);
    try {
      return await monitored.run(() => Promise.race([Promise.resolve(reply), rejectedBy(monitored.abandoned)]), signal);
    } finally {
      await monitored.finish(signal);
    }
  };
  const pass = (milliseconds: number): void => {
    time += milliseconds;
  };
  return { cooldowns, store, writes, begin, attempt, pass };
}

function rejectedBy(ending: AbortSignal): Promise<never> {
  return new Promise((_, reject) => ending.addEventListener('abort', () => reject(ending.reason)));
}

/** The attempts' own time; the cooldowns have a clock of their own. */
const wait = (milliseconds: number) => jest.advanceTimersByTimeAsync(milliseconds);

describe('an endpoint that answers', () => {
  it('costs no write', async () => {
    const { attempt, writes } = setUp();

    for (let index = 0; index < 5; index += 1) await attempt(answer);

    expect(writes).toEqual([]);
  });

  it('late is paused for the others after a second, until it does', async () => {
    const { attempt, store, writes } = setUp();
    const { promise, resolve } = Promise.withResolvers<Reply>();

    const late = attempt(promise);
    await wait(999);
    expect(writes).toEqual([]);
    await wait(1);

    await expect(attempt(answer)).rejects.toMatchObject({ reason: 'endpoint-paused', retryAfterMs: 0 });
    resolve(answer);
    await late;
    expect(await store.find(endpoint, signal)).toBeUndefined();
    expect(writes).toHaveLength(2);
    await attempt(answer);
  });

  it('late, to many at once, is suspected by one of them', async () => {
    const { attempt, store } = setUp();
    const { promise, resolve } = Promise.withResolvers<Reply>();
    const late = [...Array(5)].map(() => attempt(promise));
    await wait(1000);

    resolve(answer);
    await Promise.all(late);

    expect(await store.find(endpoint, signal)).toBeUndefined();
  });
});

describe('an endpoint that falls silent', () => {
  it('is paused once it is suspected, for longer once the attempt is over', async () => {
    const { attempt, store } = setUp();
    await attempt(answer);
    const { promise, resolve } = Promise.withResolvers<Reply>();
    const late = attempt(promise);
    await wait(1000);

    resolve(silence);
    await late;

    expect(await store.find(endpoint, signal)).toEqual({ until: '2026-11-22T12:00:15.000Z', times: 1 });
  });

  it('is probed by the next process, eight seconds later, when the one that suspected it is gone', async () => {
    const { begin, attempt, store, pass } = setUp();
    const monitored = await begin();
    void monitored.run(() => new Promise<Reply>(() => {}), signal);
    await wait(1000);

    pass(7999);
    await expect(attempt(answer)).rejects.toMatchObject({ reason: 'endpoint-paused' });
    pass(1);
    await attempt(answer);

    expect(await store.find(endpoint, signal)).toBeUndefined();
  });

  it('is paused at the second attempt without an answer in a row where it has answered this process before', async () => {
    const { attempt, writes } = setUp();
    await attempt(answer);

    await attempt(silence);
    expect(writes).toEqual([]);
    await attempt(silence);

    expect(writes).toHaveLength(1);
  });

  it.each([
    [999, 'remembers', 0],
    [1000, 'has forgotten', 1],
  ])('after %i others is one of which the process %s that it answered', async (others, _case, count) => {
    const { attempt, writes } = setUp();
    await attempt(answer);
    for (let index = 0; index < others; index += 1) await attempt(answer, 'retry', `other-${index}`);

    await attempt(silence);

    expect(writes).toHaveLength(count);
  });
});

describe('what waits for a paused endpoint', () => {
  it.each([
    ['at the end of the cooldown', 0, 15_000],
    ['as long again after it', 0.999, 29_985],
  ])('comes back %s', async (_case, random, retryAfterMs) => {
    const { attempt } = setUp(inMemoryCooldowns(), { random: () => random });
    await attempt(silence);

    await expect(attempt(answer)).rejects.toMatchObject({ reason: 'endpoint-paused', retryAfterMs });
  });

  it('waits to the millisecond', async () => {
    const { cooldowns, attempt, store, pass } = setUp();
    await attempt(silence);
    const paused = await store.find(endpoint, signal);

    pass(14_999);
    expect(() => cooldowns.throwIfPaused(paused)).toThrow('paused');
    await expect(attempt(answer)).rejects.toMatchObject({ reason: 'endpoint-paused', retryAfterMs: 1 });
    pass(1);
    cooldowns.throwIfPaused(paused);
    expect(await attempt(answer)).toEqual(answer);
  });
});

describe('first attempts that wait for the same endpoint', () => {
  it('are abandoned after two seconds but for one, which says nothing of the endpoint', async () => {
    const { attempt, store } = setUp();
    const { promise, resolve } = Promise.withResolvers<Reply>();
    const alone = attempt(promise, 'first');
    const over: unknown[] = [];
    const others = [...Array(4)].map(() =>
      attempt(promise, 'first').catch((error) => {
        over.push(error);
      }),
    );

    await wait(1999);
    expect(over).toEqual([]);
    await wait(1);
    await Promise.all(others);

    expect(over).toEqual(
      Array(4).fill(
        expect.objectContaining({ reason: 'endpoint-suspected', message: expect.stringContaining('within 2000 ms') }),
      ),
    );
    expect(await store.find(endpoint, signal)).toMatchObject({ times: 0 });
    resolve(answer);
    await alone;
    expect(await store.find(endpoint, signal)).toBeUndefined();
  });

  it('go on where they are retried: a slow endpoint gets everything', async () => {
    const { attempt, writes } = setUp();
    const { promise, resolve } = Promise.withResolvers<Reply>();
    const outcomes = Promise.allSettled([...Array(5)].map(() => attempt(promise)));
    await wait(5000);
    expect(writes).toHaveLength(5);
    resolve(answer);

    expect(await outcomes).toEqual(Array(5).fill({ status: 'fulfilled', value: answer }));
  });

  it('are not abandoned when they are alone: one has its whole time', async () => {
    const { attempt } = setUp();
    const { promise, resolve } = Promise.withResolvers<Reply>();
    const alone = attempt(promise, 'first');

    await wait(5000);
    resolve(answer);

    expect(await alone).toEqual(answer);
  });

  it('are no attempts without an answer when they are abandoned', async () => {
    const store = inMemoryCooldowns();
    const [process, other] = [setUp(store), setUp(store)];
    const { promise, resolve } = Promise.withResolvers<Reply>();
    await process.attempt(answer);
    const suspecting = other.attempt(promise);
    const abandoned = expect(process.attempt(promise, 'first')).rejects.toMatchObject({ reason: 'endpoint-suspected' });
    await wait(2000);
    await abandoned;
    resolve(answer);
    await suspecting;

    await process.attempt(silence);

    expect(await store.find(endpoint, signal)).toBeUndefined();
  });

  it('begin nothing at an endpoint that is suspected, or whose cooldown is over', async () => {
    const { attempt, pass, writes } = setUp(inMemoryCooldowns(), { random: () => 0.5 });
    await attempt(silence);
    pass(15_001);

    await expect(attempt(answer, 'first')).rejects.toMatchObject({ reason: 'endpoint-paused', retryAfterMs: 0 });
    expect(writes).toHaveLength(1);
  });
});

describe('a probe', () => {
  it('that was not made is released', async () => {
    const { begin, attempt, pass, store } = setUp();
    await attempt(silence);
    pass(15_000);
    const monitored = await begin();
    await expect(attempt(answer)).rejects.toMatchObject({ reason: 'endpoint-paused' });

    await monitored.finish(signal);

    expect(await store.find(endpoint, signal)).toEqual({ until: '2026-11-22T12:00:15.000Z', times: 1 });
    await attempt(answer);
    expect(await store.find(endpoint, signal)).toBeUndefined();
  });

  it('that takes long is no reason to suspect the endpoint anew: what is known of it stays', async () => {
    const { begin, attempt, pass, store } = setUp();
    await attempt(silence);
    pass(15_000);
    const monitored = await begin();
    void monitored.run(() => new Promise<Reply>(() => {}), signal);

    await wait(5000);

    expect(await store.find(endpoint, signal)).toEqual({ until: '2026-11-22T12:00:23.000Z', times: 1 });
  });
});

describe('an attempt that was not made', () => {
  it('counts for nothing', async () => {
    const { begin, attempt, writes } = setUp();
    await attempt(answer);

    await (await begin()).finish(signal);
    await attempt(silence);

    expect(writes).toEqual([]);
  });

  it('costs no write, whatever went before', async () => {
    const { begin, attempt, store, writes } = setUp();
    await attempt(silence);
    await store.set({ ...endpoint, seen: await store.find(endpoint, signal), next: undefined }, signal);

    await (await begin()).finish(signal);

    expect(writes).toHaveLength(1);
  });
});

describe('a store that does not answer', () => {
  const broken: CooldownRepository = { find: async () => undefined, set: () => Promise.reject(new Error('down')) };

  it('fails no attempt that was made', async () => {
    const { attempt } = setUp(broken);
    const { promise, resolve } = Promise.withResolvers<Reply>();
    const late = attempt(promise);
    await wait(1000);
    resolve(answer);

    expect(await late).toEqual(answer);
    await attempt(silence);
  });

  it('says of no attempt that it is the only one: a first one is abandoned', async () => {
    const { attempt } = setUp(broken);

    const first = expect(attempt(new Promise<Reply>(() => {}), 'first')).rejects.toMatchObject({
      reason: 'endpoint-suspected',
    });
    await wait(2000);

    await first;
  });
});
