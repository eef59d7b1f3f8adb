import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { inMemoryRests } from '../../../functions/webhooks/adapters/in-memory-rests.ts';
import type { Reply } from '../../../functions/webhooks/domain/delivery-decisions.ts';
import type { RestRepository } from '../../../functions/webhooks/domain/rest-repository.ts';
import { createRests, type RestOptions, type Stage } from '../../../functions/webhooks/rests.ts';
import { eventually } from '../../../packages/penstock/test/local/fixtures/eventually.ts';

const signal = new AbortController().signal;
const endpoint = { tenant: 'acme', id: 'whe_1' };
const answer: Reply = { status: 204 };
const silence: Reply = { error: 'no answer within 5000 ms' };

function setUp(store: RestRepository = inMemoryRests(), options: RestOptions = {}) {
  const writes: unknown[] = [];
  const counted: RestRepository = {
    find: store.find,
    set: (change, ending) => {
      writes.push(change.next);
      return store.set(change, ending);
    },
  };
  let time = Date.parse('2026-11-22T12:00:00.000Z');
  const rests = createRests(counted, () => time, { doubtAfter: 20, random: () => 0, ...options });
  const attempt = async (reply: Promise<Reply> | Reply, stage: Stage = 'retry') => {
    const watch = await rests.begin(endpoint, await rests.find(endpoint, signal), stage, signal);
    try {
      return await watch.over(() => Promise.race([Promise.resolve(reply), rejectedBy(watch.givenUp)]), signal);
    } finally {
      await watch.end(signal);
    }
  };
  const pass = (milliseconds: number): void => {
    time += milliseconds;
  };
  return { rests, store, writes, attempt, pass };
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

  it('late is kept from the others until it does', async () => {
    const { attempt, store, writes } = setUp();
    const { promise, resolve } = Promise.withResolvers<Reply>();

    const late = attempt(promise);
    await sleep(60);

    await expect(attempt(answer)).rejects.toMatchObject({ reason: 'endpoint-resting', retryAfterMs: 0 });
    resolve(answer);
    await late;
    expect(await store.find(endpoint, signal)).toBeUndefined();
    expect(writes).toHaveLength(2);
    await attempt(answer);
  });

  it('late, to many at once, is doubted by one of them', async () => {
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
  it('rests from the doubt on, for longer once the attempt is over', async () => {
    const { attempt, store } = setUp();
    await attempt(answer);

    await attempt(sleep(60).then(() => silence));

    expect(await store.find(endpoint, signal)).toEqual({ until: '2026-11-22T12:00:15.000Z', times: 1 });
  });

  it('is probed by the next when the process that doubted is gone', async () => {
    const { rests, attempt, store, pass } = setUp();
    const watch = await rests.begin(endpoint, undefined, 'retry', signal);
    void watch.over(() => new Promise<Reply>(() => {}), signal);
    await sleep(60);

    pass(8000);
    await attempt(answer);

    expect(await store.find(endpoint, signal)).toBeUndefined();
  });
});

describe('what waits for an endpoint that rests', () => {
  it.each([
    ['at the end of the rest', 0, 15_000],
    ['as long again after it', 0.999, 29_985],
  ])('comes back %s at the %s', async (_case, random, retryAfterMs) => {
    const { attempt } = setUp(inMemoryRests(), { random: () => random });
    await attempt(silence);

    await expect(attempt(answer)).rejects.toMatchObject({ reason: 'endpoint-resting', retryAfterMs });
  });
});

describe('first attempts that wait for the same endpoint', () => {
  it('are given up but for one, which tells nothing of the endpoint', async () => {
    const { attempt, store } = setUp(inMemoryRests(), { giveUpAfter: 40 });
    const { promise, resolve } = Promise.withResolvers<Reply>();
    const alone = attempt(promise, 'first');
    const others = [...Array(4)].map(() => attempt(promise, 'first'));

    const outcomes = await Promise.allSettled(others);

    expect(outcomes).toEqual(
      Array(4).fill({ status: 'rejected', reason: expect.objectContaining({ reason: 'endpoint-doubted' }) }),
    );
    expect(await store.find(endpoint, signal)).toMatchObject({ times: 0 });
    resolve(answer);
    await alone;
    expect(await store.find(endpoint, signal)).toBeUndefined();
  });

  it('go on where they are retried: a slow endpoint gets everything', async () => {
    const { attempt, writes } = setUp(inMemoryRests(), { giveUpAfter: 30 });
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

  it('are given up before the doubt of none: one that is alone has its whole time', async () => {
    const { attempt } = setUp(inMemoryRests(), { giveUpAfter: 30 });

    expect(
      await attempt(
        sleep(90).then(() => answer),
        'first',
      ),
    ).toEqual(answer);
  });

  it('begin nothing at an endpoint that is doubted, or that has rested', async () => {
    const { attempt, pass, writes } = setUp(inMemoryRests(), { random: () => 0.5 });
    await attempt(silence);
    pass(15_000);

    await expect(attempt(answer, 'first')).rejects.toMatchObject({ reason: 'endpoint-resting', retryAfterMs: 0 });
    expect(writes).toHaveLength(1);
  });
});

describe('a probe', () => {
  it('that was not made is given back', async () => {
    const { rests, attempt, pass, store } = setUp();
    await attempt(silence);
    pass(15_000);
    const watch = await rests.begin(endpoint, await rests.find(endpoint, signal), 'retry', signal);
    await expect(attempt(answer)).rejects.toMatchObject({ reason: 'endpoint-resting' });

    await watch.end(signal);

    await attempt(answer);
    expect(await store.find(endpoint, signal)).toBeUndefined();
  });
});

describe('a store that does not answer', () => {
  it('fails no attempt that was made', async () => {
    const broken: RestRepository = { find: async () => undefined, set: () => Promise.reject(new Error('down')) };
    const { attempt } = setUp(broken);

    await attempt(sleep(60).then(() => answer));
    await attempt(silence);
  });
});
