import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { inMemoryRests } from '../../../functions/webhooks/adapters/in-memory-rests.ts';
import type { Reply } from '../../../functions/webhooks/domain/delivery-decisions.ts';
import type { RestRepository } from '../../../functions/webhooks/domain/rest-repository.ts';
import { createRests } from '../../../functions/webhooks/rests.ts';

const signal = new AbortController().signal;
const endpoint = { tenant: 'acme', id: 'whe_1' };
const answer: Reply = { status: 204 };
const silence: Reply = { error: 'no answer within 5000 ms' };

function setUp(store: RestRepository = inMemoryRests()) {
  const writes: unknown[] = [];
  const counted: RestRepository = {
    find: store.find,
    set: (change, ending) => {
      writes.push(change.next);
      return store.set(change, ending);
    },
  };
  let time = Date.parse('2026-11-22T12:00:00.000Z');
  const rests = createRests(counted, () => time, { doubtAfter: 20 });
  const attempt = async (reply: Promise<Reply> | Reply) => {
    const watch = await rests.begin(endpoint, await rests.find(endpoint, signal), signal);
    await watch.over(async () => reply, signal);
    await watch.end(signal);
  };
  const pass = (milliseconds: number): void => {
    time += milliseconds;
  };
  return { rests, store, writes, attempt, pass };
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

    await expect(attempt(answer)).rejects.toMatchObject({ reason: 'endpoint-resting', retryAfter: 8000 });
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
    const watch = await rests.begin(endpoint, undefined, signal);
    void watch.over(() => new Promise<Reply>(() => {}), signal);
    await sleep(60);

    pass(8000);
    await attempt(answer);

    expect(await store.find(endpoint, signal)).toBeUndefined();
  });
});

describe('a probe', () => {
  it('that was not made is given back', async () => {
    const { rests, attempt, pass, store } = setUp();
    await attempt(silence);
    pass(15_000);
    const watch = await rests.begin(endpoint, await rests.find(endpoint, signal), signal);
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
