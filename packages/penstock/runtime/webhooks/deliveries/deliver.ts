import { TransientError } from '../../core/failures.ts';
import type { Stage } from '../cooldown/endpoint-cooldowns.ts';
import type { EndpointRecord } from '../endpoints/endpoint.ts';
import type { EndpointRepository } from '../endpoints/endpoint-repository.ts';
import { expiredSecret } from '../endpoints/endpoint-secrets.ts';
import type { DeliveryMessage } from '../event.ts';
import type { Attempt, DeliveryStatus } from './delivery.ts';
import { assess, decideSending, type Reply } from './delivery-decisions.ts';
import type { DeliveryRepository } from './delivery-repository.ts';
import { type SendParts, send } from './send.ts';

export interface DeliveryParts extends SendParts {
  readonly endpoints: EndpointRepository;
  readonly deliveries: DeliveryRepository;
}

export interface DeliveryContext {
  readonly stage: Stage;
  /** The same event may have been sent to the same endpoint before. */
  readonly retry: boolean;
  /** No attempt follows when this one fails. */
  readonly isLast: boolean;
  readonly signal: AbortSignal;
}

/**
 * Sends one event to one endpoint and records the outcome.
 * Throws a TransientError when it is to be tried again. The last failure is recorded as such and is no error: a subscriber
 * that stays away is no fault of the queue, and its owner may ask for the delivery again.
 */
export async function deliver(parts: DeliveryParts, message: DeliveryMessage, context: DeliveryContext): Promise<void> {
  const { endpoints, deliveries, now } = parts;
  const { endpointId, event } = message.data;
  const { stage, retry, isLast, signal } = context;
  const { endpoint, known, cooldown } = await read(parts, message, context);
  const decision = decideSending(endpoint, known, message);
  if (decision.outcome === 'drop') return;
  const startedAt = now();
  const record = (status: DeliveryStatus, result: Pick<Attempt, 'status' | 'error'>) => {
    const at = new Date(startedAt).toISOString();
    const attempt = { at, durationMs: Math.max(0, Math.round(now() - startedAt)), ...result, request: message.id };
    return deliveries.record({ message, attempt, status }, known, signal);
  };
  if (decision.outcome === 'disabled') {
    await record('failed', { error: 'the endpoint is disabled' });
    return;
  }
  await eraseExpiredSecret(endpoints, decision.endpoint, startedAt, signal);
  const reply = await send(parts, decision.endpoint, event, { cooldown, stage, retry, isLast, signal }).catch(
    async (error) => {
      // It waits and nothing was tried: its owner sees it all the same, and may ask for it again.
      const waits = error instanceof TransientError && known === undefined;
      if (waits) await deliveries.awaitFirst(message, new Date(startedAt).toISOString(), signal);
      throw error;
    },
  );
  const { result, status, disable } = assess(reply, isLast);
  await record(status, result);
  if (disable) {
    await endpoints.disable(
      { tenant: event.tenant, id: endpointId, at: new Date(now()).toISOString(), reason: 'gone' },
      signal,
    );
  }
  if (status === 'pending') throw notReceived(reply);
}

/**
 * What is stored of the endpoint and the delivery. First attempts read it all at once, for the sake of those that follow
 * at once; what is retried most often finds the endpoint still paused, and reads nothing more than that.
 */
async function read(
  { endpoints, deliveries, cooldowns }: DeliveryParts,
  { data: { endpointId, deliveryId, event } }: DeliveryMessage,
  { stage, isLast, signal }: DeliveryContext,
) {
  const { tenant } = event;
  const cooling = cooldowns.find({ tenant, id: endpointId }, signal);
  if (stage === 'retry' && !isLast) cooldowns.throwIfPaused(await cooling);
  const [endpoint, known, cooldown] = await Promise.all([
    endpoints.find(tenant, endpointId, signal),
    deliveries.find({ tenant, endpointId, deliveryId }, signal),
    cooling,
  ]);
  return { endpoint, known, cooldown };
}

/** Once a rotation, after its overlap. Never throws: the secret signs nothing any more, and the next delivery erases it. */
async function eraseExpiredSecret(
  endpoints: EndpointRepository,
  endpoint: EndpointRecord,
  now: number,
  signal: AbortSignal,
): Promise<void> {
  const expired = expiredSecret(endpoint, now);
  if (expired === undefined) return;
  const { tenant, id } = endpoint;
  await endpoints.erasePreviousSecret({ tenant, id, until: expired.until }, signal).catch(() => {});
}

const notReceived = (reply: Reply): TransientError =>
  'error' in reply
    ? new TransientError('not-received', reply.error)
    : new TransientError('not-received', `answered ${reply.status}`, { retryAfterMs: reply.retryAfterMs ?? 0 });
