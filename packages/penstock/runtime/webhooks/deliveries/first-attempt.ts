import type { ConsumerContract } from '../../consumer-contract.ts';
import { TransientError } from '../../core/failures.ts';
import { askedWait, waitAfter } from '../../queue/backoff.ts';
import type { Log } from '../../telemetry/log.ts';
import type { DeliveryMessage } from '../event.ts';
import type { DeliveryQueue } from './delivery-queue.ts';

export interface FirstAttemptParts {
  /** Where what failed is tried again. */
  readonly retries: DeliveryQueue;
  /** Of the queue that retries. */
  readonly backoff: ConsumerContract['backoff'];
  /** At least 0, less than 1. */
  readonly random: () => number;
  readonly log: Pick<Log, 'info'>;
}

/**
 * Makes the first attempt at a delivery and hands on what is to be tried again. Messages that wait stay in flight, of
 * which a queue has 120,000 (Amazon SQS message quotas): apart from first attempts, endpoints that stay away for hours
 * use up nobody's share but their own, and no function that live endpoints need.
 */
export async function firstAttempt(
  attempt: () => Promise<void>,
  message: DeliveryMessage,
  { retries, backoff, random, log }: FirstAttemptParts,
  signal: AbortSignal,
): Promise<void> {
  try {
    await attempt();
  } catch (error) {
    if (!(error instanceof TransientError) || signal.aborted) throw error;
    const delay = Math.max(waitAfter(backoff, 1, random), askedWait(backoff, error.retryAfterMs, random));
    await retries.send([message], signal, delay);
    const { endpointId, deliveryId, event } = message.data;
    const { reason } = error;
    log.info('delivery handed on', { endpointId, deliveryId, correlationId: event.correlationid, reason, delay });
  }
}
