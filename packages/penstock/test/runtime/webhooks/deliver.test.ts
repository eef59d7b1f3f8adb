import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { TransientError } from '../../../runtime/core/failures.ts';
import { type Dependency, dependency } from '../../../runtime/resilience/dependency.ts';
import { lruCache } from '../../../runtime/resilience/lru-cache.ts';
import { endpointCooldowns, type Stage } from '../../../runtime/webhooks/cooldown/endpoint-cooldowns.ts';
import { inMemoryCooldowns } from '../../../runtime/webhooks/cooldown/in-memory-cooldowns.ts';
import { type DeliveryParts, deliver } from '../../../runtime/webhooks/deliveries/deliver.ts';
import { isLastAttempt, type Reply } from '../../../runtime/webhooks/deliveries/delivery-decisions.ts';
import { inMemoryDeliveries } from '../../../runtime/webhooks/deliveries/in-memory-deliveries.ts';
import { OVERLAP_MS } from '../../../runtime/webhooks/endpoints/endpoint-secrets.ts';
import { inMemoryEndpoints } from '../../../runtime/webhooks/endpoints/in-memory-endpoints.ts';
import type { DeliveryMessage } from '../../../runtime/webhooks/event.ts';
import type { WebhookRequest } from '../../../runtime/webhooks/subscriber/subscriber.ts';
import { creation, instant, isSigned, message, rotationOf, webhookEvent } from '../../../testkit/webhooks.ts';

const signal = new AbortController().signal;
const unprotected: Dependency = { call: (work, options) => work(options.signal) };
/** Seconds: a queue that retries for a day. */
const contract = { retryWindow: 86_400, backoff: { cap: 900 } };
const WINDOW = contract.retryWindow * 1000;

/** Subscribers that give the reply, by URL. */
async function setUp(reply: (request: WebhookRequest) => Reply | Promise<Reply> = () => ({ status: 200 })) {
  const posts: WebhookRequest[] = [];
  let time = Date.parse('2026-11-22T12:00:00.000Z');
  const cooldowns = inMemoryCooldowns();
  const parts: DeliveryParts = {
    endpoints: inMemoryEndpoints(),
    cooldowns: endpointCooldowns(cooldowns, () => time, { random: () => 0 }),
    deliveries: inMemoryDeliveries(),
    subscriber: {
      post: async (request) => {
        posts.push(request);
        time += 7;
        return reply(request);
      },
    },
    protection: () => unprotected,
    now: () => time,
  };
  const endpoint = creation();
  await parts.endpoints.create(endpoint, signal);
  const stored = (of: DeliveryMessage) => {
    const { endpointId, deliveryId } = of.data;
    return parts.deliveries.find({ tenant: 'acme', endpointId, deliveryId }, signal);
  };
  const run = (
    of: DeliveryMessage,
    { attempt = 1, age = 0, stage = 'retry' as Stage, over = {} as Partial<DeliveryParts> } = {},
  ) =>
    deliver({ ...parts, ...over }, of, {
      stage,
      retry: attempt > 1,
      isLast: isLastAttempt(attempt, age, contract),
      signal,
    });
  const pass = (milliseconds: number): void => {
    time += milliseconds;
  };
  return { parts, cooldowns, posts, endpoint, stored, run, pass, now: () => time };
}

describe('delivering', () => {
  it('posts the event as it is, signed under its id', async () => {
    const { posts, endpoint, run, now } = await setUp();
    const event = webhookEvent();

    await run(message(endpoint.id, event));

    const [post] = posts;
    if (post === undefined) throw new Error('nothing was posted');
    expect(post.url).toBe(endpoint.draft.url);
    expect(JSON.parse(post.body)).toEqual(event);
    expect(post.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'Penstock-Webhooks/1',
      'webhook-id': event.id,
    });
    expect(isSigned(post, endpoint.secret, now())).toBe(true);
  });

  it('records the attempt', async () => {
    const { endpoint, run, stored } = await setUp();
    const of = message(endpoint.id);

    await run(of);

    expect(await stored(of)).toMatchObject({
      status: 'delivered',
      attempts: [{ at: '2026-11-22T12:00:00.000Z', durationMs: 7, status: 200, request: of.id }],
    });
  });

  it('drops a message that came twice', async () => {
    const { endpoint, run, posts } = await setUp();
    const of = message(endpoint.id);

    await run(of);
    await run(of);

    expect(posts).toHaveLength(1);
  });

  it('sends again what is asked for again, under the same id', async () => {
    const { endpoint, run, posts, stored } = await setUp();
    const event = webhookEvent();
    await run(message(endpoint.id, event));
    const again = message(endpoint.id, event, 'request-2');

    await run(again);
    await run(again);

    expect(posts.map(({ headers }) => headers['webhook-id'])).toEqual([event.id, event.id]);
    expect((await stored(again))?.attemptCount).toBe(2);
  });

  it('drops what an endpoint that was deleted would have got', async () => {
    const { parts, endpoint, run, posts, stored } = await setUp();
    await parts.endpoints.remove({ ...endpoint, at: instant() }, signal);
    const of = message(endpoint.id);

    await run(of);

    expect(posts).toEqual([]);
    expect(await stored(of)).toBeUndefined();
  });
});

describe('a rotated secret', () => {
  const setUpRotated = async () => {
    const world = await setUp();
    const { parts, endpoint, now, pass } = world;
    const rotation = rotationOf(endpoint, { at: new Date(now()).toISOString() });
    const find = async () => parts.endpoints.find('acme', endpoint.id, signal);
    const signedBy = () => {
      const post = world.posts.at(-1);
      if (post === undefined) throw new Error('nothing was posted');
      return [rotation.secret, endpoint.secret].map((secret) => isSigned(post, secret, now()));
    };
    return { ...world, rotation, find, signedBy, pass };
  };

  it('signs beside the one before until the overlap ends, and then alone', async () => {
    const { parts, endpoint, run, rotation, signedBy, pass } = await setUpRotated();
    await parts.endpoints.rotateSecret(rotation, signal);

    await run(message(endpoint.id));
    const during = signedBy();
    pass(OVERLAP_MS);
    await run(message(endpoint.id));

    expect([during, signedBy()]).toEqual([
      [true, true],
      [true, false],
    ]);
  });

  it('does not sign what was read before the rotation: a subscriber that knows both takes it', async () => {
    const { parts, endpoint, run, rotation, signedBy } = await setUpRotated();
    const before = await parts.endpoints.find('acme', endpoint.id, signal);
    await parts.endpoints.rotateSecret(rotation, signal);

    await run(message(endpoint.id), { over: { endpoints: { ...parts.endpoints, find: async () => before } } });

    expect(signedBy()).toEqual([false, true]);
  });

  it('signs nothing more after the overlap, though the endpoint was read before its end', async () => {
    const { parts, endpoint, run, rotation, signedBy, pass } = await setUpRotated();
    await parts.endpoints.rotateSecret(rotation, signal);
    pass(OVERLAP_MS - 1);
    const find: DeliveryParts['deliveries']['find'] = async () => {
      pass(1);
      return undefined;
    };

    await run(message(endpoint.id), { over: { deliveries: { ...parts.deliveries, find } } });

    expect(signedBy()).toEqual([true, false]);
  });

  it('is erased by the first delivery after the overlap, and not before', async () => {
    const { parts, endpoint, run, rotation, find, pass } = await setUpRotated();
    await parts.endpoints.rotateSecret(rotation, signal);

    pass(OVERLAP_MS - 10);
    await run(message(endpoint.id));
    const before = await find();
    pass(10);
    await run(message(endpoint.id));

    expect(before).toHaveProperty('previousSecret.secret', endpoint.secret);
    expect(JSON.stringify(await find())).not.toContain(endpoint.secret);
  });

  it('is delivered with when the one before could not be erased', async () => {
    const { parts, endpoint, run, rotation, stored, pass } = await setUpRotated();
    await parts.endpoints.rotateSecret(rotation, signal);
    pass(OVERLAP_MS);
    const erasePreviousSecret = () => Promise.reject(new Error('down'));
    const of = message(endpoint.id);

    await run(of, { over: { endpoints: { ...parts.endpoints, erasePreviousSecret } } });

    expect((await stored(of))?.status).toBe('delivered');
  });
});

describe('failing', () => {
  it.each([
    [{ status: 500 }, { status: 500, error: 'answered 500; only 2xx counts as received' }],
    [{ status: 404 }, { status: 404, error: 'answered 404; only 2xx counts as received' }],
    [{ status: 302 }, { status: 302, error: 'answered 302; only 2xx counts as received' }],
    [{ error: 'the connection was refused' }, { error: 'the connection was refused' }],
  ])('is tried again after %j', async (reply: Reply, kept) => {
    const { endpoint, run, stored } = await setUp(() => reply);
    const of = message(endpoint.id);

    await expect(run(of)).rejects.toMatchObject({ name: 'TransientError', reason: 'not-received' });

    const delivery = await stored(of);
    expect(delivery).toMatchObject({ status: 'pending', attempts: [kept] });
  });

  it.each<[Reply, string, number]>([
    [{ status: 503 }, 'answered 503', 0],
    [{ status: 503, retryAfterMs: 1 }, 'answered 503', 1],
    [{ error: 'the connection was refused' }, 'the connection was refused', 0],
  ])('says what %j was, and how long to wait', async (reply, text, retryAfterMs) => {
    const { endpoint, run } = await setUp(() => reply);

    await expect(run(message(endpoint.id))).rejects.toMatchObject({ message: text, retryAfterMs });
  });

  it.each([
    ['stands still', [0, 0]],
    ['goes back', [5, 0]],
  ])('takes no time where the clock %s', async (_case, times) => {
    const { endpoint, run, stored, now } = await setUp();
    const of = message(endpoint.id);
    const start = now();
    const last = Number(times.at(-1));

    await run(of, { over: { now: () => start + (times.shift() ?? last) } });

    expect((await stored(of))?.attempts).toMatchObject([{ durationMs: 0 }]);
  });

  describe('by what protects the endpoint', () => {
    const rejecting = (error: Error) => ({ protection: () => ({ call: () => Promise.reject(error) }) });

    it('is an attempt where it was sent and took too long', async () => {
      const { endpoint, run, stored } = await setUp();
      const of = message(endpoint.id);
      const over = rejecting(new TransientError('timeout', 'endpoint did not answer'));

      await expect(run(of, { over })).rejects.toMatchObject({ reason: 'not-received' });

      expect((await stored(of))?.attempts).toMatchObject([{ error: 'endpoint did not answer' }]);
    });

    it('is thrown where it is a mistake of ours, at the last attempt too', async () => {
      const { endpoint, run, stored } = await setUp();
      const of = message(endpoint.id);
      const mistake = new Error('a mistake');

      await expect(run(of, { over: rejecting(mistake), attempt: 3, age: WINDOW })).rejects.toBe(mistake);

      expect(await stored(of)).toBeUndefined();
    });
  });

  describe('before any attempt was made', () => {
    const noted = async (error: Error, isKnown: boolean) => {
      const { parts, endpoint, run } = await setUp(() => ({ status: 500 }));
      const of = message(endpoint.id);
      if (isKnown) await run(of).catch(() => {});
      const awaitFirst = jest.fn(parts.deliveries.awaitFirst);
      const protection = () => ({ call: () => Promise.reject(error) });

      await expect(run(of, { over: { protection, deliveries: { ...parts.deliveries, awaitFirst } } })).rejects.toBe(
        error,
      );

      return awaitFirst.mock.calls.length;
    };
    const paused = new TransientError('breaker-open', 'not now');

    it('is stored where it waits and is not stored yet, and nothing is stored for a mistake of ours', async () => {
      expect(await noted(paused, false)).toBe(1);
      expect(await noted(paused, true)).toBe(0);
      expect(await noted(new Error('a mistake'), false)).toBe(0);
    });
  });

  it('waits as long as the endpoint asks', async () => {
    const { endpoint, run } = await setUp(() => ({ status: 429, retryAfterMs: 120_000 }));

    await expect(run(message(endpoint.id))).rejects.toMatchObject({ retryAfterMs: 120_000 });
  });

  it('ends without an error when the time is over, and may be asked for again', async () => {
    const replies: Reply[] = [{ status: 500 }, { status: 500 }, { status: 200 }];
    const { endpoint, run, stored } = await setUp(() => replies.shift() ?? { status: 200 });
    const event = webhookEvent();
    const of = message(endpoint.id, event);
    await expect(run(of, { attempt: 100, age: WINDOW - 900_001 })).rejects.toThrow();

    await run(of, { attempt: 101, age: WINDOW - 900_000 });

    expect((await stored(of))?.status).toBe('failed');
    await run(message(endpoint.id, event, 'request-2'));
    expect((await stored(of))?.status).toBe('delivered');
  });

  it('disables an endpoint that is gone', async () => {
    const { parts, endpoint, run, stored, posts } = await setUp(() => ({ status: 410 }));
    const of = message(endpoint.id);
    const next = message(endpoint.id);

    await run(of);
    await run(next);

    expect((await stored(of))?.status).toBe('failed');
    expect(await parts.endpoints.find('acme', endpoint.id, signal)).toMatchObject({ disabled: { reason: 'gone' } });
    expect(posts).toHaveLength(1);
    expect(await stored(next)).toMatchObject({ status: 'failed', attempts: [{ error: 'the endpoint is disabled' }] });
  });

  it('never shows the secret in what it throws', async () => {
    const { endpoint, run } = await setUp(() => ({ error: 'the connection was refused' }));

    const error = await run(message(endpoint.id)).catch((thrown: Error) => thrown);

    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(endpoint.secret);
  });
});

describe('a silent endpoint', () => {
  const silence: Reply = { error: 'no answer within 5000 ms' };
  const COOLDOWN = 15_000;

  it('is paused for every process, and its messages wait where their owner sees them', async () => {
    const { cooldowns, endpoint, run, posts, stored, now } = await setUp(() => silence);
    await run(message(endpoint.id)).catch(() => {});
    const elsewhere = { over: { cooldowns: endpointCooldowns(cooldowns, now, { random: () => 0 }) } };
    const waiting = message(endpoint.id);

    await expect(run(waiting, { ...elsewhere, stage: 'first' })).rejects.toMatchObject({
      reason: 'endpoint-paused',
      retryAfterMs: COOLDOWN,
    });

    expect(posts).toHaveLength(1);
    expect(await stored(waiting)).toMatchObject({ status: 'pending', attempts: [] });
  });

  it('is probed by one process at a time', async () => {
    const { endpoint, run, posts, pass } = await setUp(() => silence);
    await run(message(endpoint.id)).catch(() => {});
    pass(COOLDOWN);

    const outcomes = await Promise.all(
      [...Array(5)].map(() => run(message(endpoint.id)).catch((error: Error) => error)),
    );

    expect(posts).toHaveLength(2);
    expect(outcomes.map((error) => Object(error).reason).sort()).toEqual([
      ...Array(4).fill('endpoint-paused'),
      'not-received',
    ]);
  });

  it('is probed by no first attempt, which would hold a function that live endpoints need', async () => {
    const { endpoint, run, posts, pass, stored } = await setUp(() => silence);
    await run(message(endpoint.id)).catch(() => {});
    pass(COOLDOWN);
    const waiting = message(endpoint.id);

    await expect(run(waiting, { stage: 'first' })).rejects.toMatchObject({ reason: 'endpoint-paused' });

    expect(posts).toHaveLength(1);
    expect(await stored(waiting)).toMatchObject({ status: 'pending', attempts: [] });
  });

  it('costs what is retried one read while it is paused', async () => {
    const { parts, endpoint, run } = await setUp(() => silence);
    await run(message(endpoint.id)).catch(() => {});
    const unread = async () => Promise.reject(new Error('read'));
    const over = {
      endpoints: { ...parts.endpoints, find: unread },
      deliveries: { ...parts.deliveries, find: unread },
    };

    await expect(run(message(endpoint.id), { over })).rejects.toMatchObject({ reason: 'endpoint-paused' });
  });

  it('is paused twice as long after each probe that fails', async () => {
    const { endpoint, run, pass } = await setUp(() => silence);
    await run(message(endpoint.id)).catch(() => {});
    const cooldowns: unknown[] = [];
    for (let index = 0; index < 6; index += 1) {
      const { retryAfterMs } = await run(message(endpoint.id)).catch((error) => error);
      cooldowns.push(retryAfterMs);
      pass(retryAfterMs);
      await run(message(endpoint.id)).catch(() => {});
    }

    expect(cooldowns).toEqual([15_000, 30_000, 60_000, 120_000, 240_000, 300_000]);
  });

  it('gets everything again once it answers, be it with a refusal', async () => {
    const replies: Reply[] = [silence, { status: 500 }];
    const { cooldowns, endpoint, run, pass } = await setUp(() => replies.shift() ?? { status: 200 });
    await run(message(endpoint.id)).catch(() => {});
    pass(COOLDOWN);
    await run(message(endpoint.id)).catch(() => {});

    await run(message(endpoint.id));

    expect(await cooldowns.find({ tenant: 'acme', id: endpoint.id }, signal)).toBeUndefined();
  });

  it('is not paused for single misses between answers', async () => {
    const replies: Reply[] = [{ status: 200 }, silence, { status: 200 }, silence, { status: 200 }];
    const { endpoint, run, posts } = await setUp(() => replies.shift() ?? { status: 200 });

    for (let index = 0; index < 5; index += 1) await run(message(endpoint.id)).catch(() => {});

    expect(posts).toHaveLength(5);
  });

  it('is paused after two misses in a row where it has answered before', async () => {
    const replies: Reply[] = [{ status: 200 }, silence, silence];
    const { endpoint, run, posts } = await setUp(() => replies.shift() ?? { status: 200 });

    for (let index = 0; index < 5; index += 1) await run(message(endpoint.id)).catch(() => {});

    expect(posts).toHaveLength(3);
  });

  it('fails what has waited for its whole time', async () => {
    const { endpoint, run, stored } = await setUp(() => silence);
    await run(message(endpoint.id)).catch(() => {});
    const old = message(endpoint.id);

    await run(old, { attempt: 3, age: WINDOW });

    expect(await stored(old)).toMatchObject({
      status: 'failed',
      attempts: [{ error: expect.stringContaining('paused for a while') }],
    });
  });
});

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
