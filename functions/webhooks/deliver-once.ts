import type { ConsumerContract } from 'penstock/runtime/consumer-contract';
import { askedWait, waitAfter } from 'penstock/runtime/queue/backoff';
import { TransientError } from 'penstock/runtime/queue/failures';
import type { Log } from 'penstock/runtime/telemetry/log';
import type { DeliveryMessage } from './domain/delivery.ts';
import type { DeliveryQueue } from './domain/delivery-queue.ts';

export interface HandingOn {
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
export async function deliverOnce(
  attempt: () => Promise<void>,
  message: DeliveryMessage,
  { retries, backoff, random, log }: HandingOn,
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
