import { describe, expect, it, jest } from '@jest/globals';
import { TransientError } from '../../../runtime/core/failures.ts';
import type { Reply } from '../../../runtime/webhooks/deliveries/delivery-decisions.ts';
import { message, webhookEvent } from '../../../testkit/webhooks.ts';
import { setUp, signal, WINDOW } from './delivery-world.ts';

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
