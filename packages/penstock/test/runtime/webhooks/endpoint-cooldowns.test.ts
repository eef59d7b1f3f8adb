import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { CooldownRepository } from '../../../runtime/webhooks/cooldown/cooldown-repository.ts';
import {
  type CooldownOptions,
  endpointCooldowns,
  type Stage,
} from '../../../runtime/webhooks/cooldown/endpoint-cooldowns.ts';
import { inMemoryCooldowns } from '../../../runtime/webhooks/cooldown/in-memory-cooldowns.ts';
import type { Reply } from '../../../runtime/webhooks/deliveries/delivery-decisions.ts';
import { eventually } from '../../local/fixtures/eventually.ts';

const signal = new AbortController().signal;
const endpoint = { tenant: 'acme', id: 'whe_1' };
const answer: Reply = { status: 204 };
const silence: Reply = { error: 'no answer within 5000 ms' };

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
  const cooldowns = endpointCooldowns(counted, () => time, { suspectAfterMs: 20, random: () => 0, ...options });
  const attempt = async (reply: Promise<Reply> | Reply, stage: Stage = 'retry') => {
    const monitored = await cooldowns.beginAttempt(endpoint, await cooldowns.find(endpoint, signal), stage, signal);
    try {
      return await monitored.run(() => Promise.race([Promise.resolve(reply), rejectedBy(monitored.abandoned)]), signal);
    } finally {
      await monitored.finish(signal);
    }
  };
  const pass = (milliseconds: number): void => {
    time += milliseconds;
  };
  return { cooldowns, store, writes, attempt, pass };
}

function rejectedBy(ending: AbortSignal): Promise<never> {
  return new Promise((_, reject) => ending.addEventListener('abort', () => reject(ending.reason)));
}

describe('an endpoint that answers', () => {
  it('costs no write', async () => {
    const { attempt, writes } = setUp();

    for (let index = 0; index < 5; index += 1) await attempt(answer);

    expect(writes).toEqual([]);
  });

  it('late is paused for the others until it does', async () => {
    const { attempt, store, writes } = setUp();
    const { promise, resolve } = Promise.withResolvers<Reply>();

    const late = attempt(promise);
    await sleep(60);

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
    await sleep(60);

    resolve(answer);
    await Promise.all(late);

    expect(await store.find(endpoint, signal)).toBeUndefined();
  });
});

describe('an endpoint that falls silent', () => {
  it('is paused once it is suspected, for longer once the attempt is over', async () => {
    const { attempt, store } = setUp();
    await attempt(answer);

    await attempt(sleep(60).then(() => silence));

    expect(await store.find(endpoint, signal)).toEqual({ until: '2026-11-22T12:00:15.000Z', times: 1 });
  });

  it('is probed by the next process when the one that suspected it is gone', async () => {
    const { cooldowns, attempt, store, pass } = setUp();
    const monitored = await cooldowns.beginAttempt(endpoint, undefined, 'retry', signal);
    void monitored.run(() => new Promise<Reply>(() => {}), signal);
    await sleep(60);

    pass(8000);
    await attempt(answer);

    expect(await store.find(endpoint, signal)).toBeUndefined();
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
});

describe('first attempts that wait for the same endpoint', () => {
  it('are abandoned but for one, which says nothing of the endpoint', async () => {
    const { attempt, store } = setUp(inMemoryCooldowns(), { abandonAfterMs: 40 });
    const { promise, resolve } = Promise.withResolvers<Reply>();
    const alone = attempt(promise, 'first');
    const others = [...Array(4)].map(() => attempt(promise, 'first'));

    const outcomes = await Promise.allSettled(others);

    expect(outcomes).toEqual(
      Array(4).fill({ status: 'rejected', reason: expect.objectContaining({ reason: 'endpoint-suspected' }) }),
    );
    expect(await store.find(endpoint, signal)).toMatchObject({ times: 0 });
    resolve(answer);
    await alone;
    expect(await store.find(endpoint, signal)).toBeUndefined();
  });

  it('go on where they are retried: a slow endpoint gets everything', async () => {
    const { attempt, writes } = setUp(inMemoryCooldowns(), { abandonAfterMs: 30 });
    const { promise, resolve } = Promise.withResolvers<Reply>();
    const attempts = [...Array(5)].map(() => attempt(promise));
    await eventually(
      () => writes.length,
      (length) => length === 5,
    );
    await sleep(60);
    resolve(answer);

    expect(await Promise.all(attempts)).toEqual(Array(5).fill(answer));
  });

  it('are not abandoned when they are alone: one has its whole time', async () => {
    const { attempt } = setUp(inMemoryCooldowns(), { abandonAfterMs: 30 });

    expect(
      await attempt(
        sleep(90).then(() => answer),
        'first',
      ),
    ).toEqual(answer);
  });

  it('begin nothing at an endpoint that is suspected, or whose cooldown is over', async () => {
    const { attempt, pass, writes } = setUp(inMemoryCooldowns(), { random: () => 0.5 });
    await attempt(silence);
    pass(15_000);

    await expect(attempt(answer, 'first')).rejects.toMatchObject({ reason: 'endpoint-paused', retryAfterMs: 0 });
    expect(writes).toHaveLength(1);
  });
});

describe('a probe', () => {
  it('that was not made is released', async () => {
    const { cooldowns, attempt, pass, store } = setUp();
    await attempt(silence);
    pass(15_000);
    const monitored = await cooldowns.beginAttempt(endpoint, await cooldowns.find(endpoint, signal), 'retry', signal);
    await expect(attempt(answer)).rejects.toMatchObject({ reason: 'endpoint-paused' });

    await monitored.finish(signal);

    await attempt(answer);
    expect(await store.find(endpoint, signal)).toBeUndefined();
  });
});

describe('a store that does not answer', () => {
  it('fails no attempt that was made', async () => {
    const broken: CooldownRepository = { find: async () => undefined, set: () => Promise.reject(new Error('down')) };
    const { attempt } = setUp(broken);

    await attempt(sleep(60).then(() => answer));
    await attempt(silence);
  });
});
