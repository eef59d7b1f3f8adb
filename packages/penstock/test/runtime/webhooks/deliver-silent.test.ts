import { describe, expect, it } from '@jest/globals';
import { endpointCooldowns } from '../../../runtime/webhooks/cooldown/endpoint-cooldowns.ts';
import type { Reply } from '../../../runtime/webhooks/deliveries/delivery-decisions.ts';
import { message } from '../../../testkit/webhooks.ts';
import { setUp, signal, WINDOW } from './delivery-world.ts';

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
