import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { dependency } from '../../../runtime/resilience/dependency.ts';
import { lruCache } from '../../../runtime/resilience/lru-cache.ts';
import type { Reply } from '../../../runtime/webhooks/deliveries/delivery-decisions.ts';
import { creation, message } from '../../../testkit/webhooks.ts';
import { setUp, signal, WINDOW } from './delivery-world.ts';

describe('an endpoint in trouble', () => {
  const protection = (failures: number) =>
    lruCache(
      (id) =>
        dependency(id, {
          timeout: 1000,
          concurrency: 5,
          breaker: { failures, openFor: { base: 5000, cap: 300_000 } },
          budget: { ratio: 1, perSecond: 100, capacity: 100 },
        }),
      10,
    );

  it('gets nothing for a while, its messages wait, and are stored without an attempt', async () => {
    const { endpoint, run, posts, stored } = await setUp(() => ({ status: posts.length === 1 ? 200 : 500 }));
    const over = { protection: protection(3) };
    for (let index = 0; index < 4; index += 1) await run(message(endpoint.id), { over }).catch(() => {});
    const waiting = message(endpoint.id);

    await expect(run(waiting, { over })).rejects.toMatchObject({
      reason: 'breaker-open',
      retryAfterMs: expect.any(Number),
    });

    expect(posts).toHaveLength(4);
    expect(await stored(waiting)).toMatchObject({ status: 'pending', attempts: [] });
  });

  it('fails what has waited for its whole time', async () => {
    const { endpoint, run, stored } = await setUp(() => ({ status: 500 }));
    const over = { protection: protection(1) };
    await run(message(endpoint.id), { over }).catch(() => {});
    const old = message(endpoint.id);

    await run(old, { over, attempt: 3, age: WINDOW });

    expect(await stored(old)).toMatchObject({
      status: 'failed',
      attempts: [{ error: expect.stringContaining('is not called for a while') }],
    });
  });

  it.each([400, 404, 410, 422])('is none that answers %i to one event: the others are sent to it', async (status) => {
    const { endpoint, run, posts } = await setUp(() => ({ status: posts.length % 2 === 1 ? status : 200 }));
    const over = { protection: protection(1) };

    for (let index = 0; index < 6; index += 1) await run(message(endpoint.id), { over }).catch(() => {});

    expect(posts).toHaveLength(status === 410 ? 1 : 6);
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('does not slow the others', async () => {
    jest.useFakeTimers();
    const {
      parts,
      endpoint: live,
      run,
    } = await setUp(({ url }) => {
      return url.includes('dead') ? new Promise<Reply>(() => {}) : { status: 200 };
    });
    const gone = creation({ draft: { url: 'https://dead.example/', events: ['*'] } });
    await parts.endpoints.create(gone, signal);
    const over = { protection: protection(2) };

    const hanging = Promise.all(
      [...Array(5)].map(() => run(message(gone.id), { over }).catch((error: Error) => error)),
    );
    const others = Promise.all([...Array(5)].map(() => run(message(live.id), { over })));
    await jest.advanceTimersByTimeAsync(0);
    expect(await others).toHaveLength(5);

    await jest.advanceTimersByTimeAsync(1000);
    expect(await hanging).toEqual(Array(5).fill(expect.objectContaining({ name: 'TransientError' })));
    await expect(run(message(gone.id), { over })).rejects.toMatchObject({ reason: 'endpoint-paused' });
  });
});
