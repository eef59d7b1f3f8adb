import { describe, expect, it } from '@jest/globals';
import { TransientError } from '../../../runtime/core/failures.ts';
import { firstAttempt } from '../../../runtime/webhooks/deliveries/first-attempt.ts';
import type { DeliveryMessage } from '../../../runtime/webhooks/event.ts';
import { message, newId } from '../../../testkit/webhooks.ts';

const backoff = { base: 4, cap: 900 };

function setUp(send: () => Promise<void> = async () => {}) {
  const sent: [readonly DeliveryMessage[], number | undefined][] = [];
  const said: unknown[][] = [];
  const log = { info: (...line: unknown[]) => said.push(line) };
  const retries = {
    send: async (messages: readonly DeliveryMessage[], _signal: AbortSignal, delay?: number) => {
      await send();
      sent.push([messages, delay]);
    },
  };
  const of = message(newId('whe'));
  const run = (attempt: () => Promise<void>, signal = new AbortController().signal) =>
    firstAttempt(attempt, of, { retries, backoff, random: () => 0, log }, signal);
  return { sent, said, of, run };
}

const failing = (retryAfterMs: number) => () =>
  Promise.reject(new TransientError('not-received', 'answered 503', { retryAfterMs }));

describe('a first attempt', () => {
  it('that succeeds hands nothing on', async () => {
    const { sent, run } = setUp();

    await run(async () => {});

    expect(sent).toEqual([]);
  });

  it.each([
    ['after the first wait', 0, 4],
    ['after what the endpoint asks for', 30_000, 30],
    ['after the longest wait at most', 86_400_000, 900],
  ])('that fails hands the same message on, %s', async (_case, retryAfterMs, delay) => {
    const { sent, said, of, run } = setUp();

    await run(failing(retryAfterMs));

    expect(sent).toEqual([[[of], delay]]);
    const { endpointId, deliveryId } = of.data;
    expect(said).toEqual([
      ['delivery handed on', { endpointId, deliveryId, correlationId: 'c-1', reason: 'not-received', delay }],
    ]);
  });

  it('that is no failure of the endpoint is left to its own queue', async () => {
    const { sent, run } = setUp();

    await expect(run(() => Promise.reject(new Error('the table does not answer')))).rejects.toThrow('the table');
    expect(sent).toEqual([]);
  });

  it('that the deadline ended is left to its own queue', async () => {
    const { sent, run } = setUp();

    await expect(run(failing(0), AbortSignal.abort())).rejects.toMatchObject({ name: 'TransientError' });
    expect(sent).toEqual([]);
  });

  it('fails when it cannot be handed on', async () => {
    const { run } = setUp(() => Promise.reject(new Error('the queue does not answer')));

    await expect(run(failing(0))).rejects.toThrow('the queue does not answer');
  });
});
