import { deterministicId } from '../../idempotency/identity.ts';
import type { WebhooksConfig } from '../config.ts';
import { isDeleted } from '../endpoints/endpoint.ts';
import { type DeliveryRecord, isKnown } from './delivery.ts';
import type { DeliveryQueue } from './delivery-queue.ts';
import { deliveryRequest } from './delivery-request.ts';
import type { DeliveryStores } from './list-deliveries.ts';

export interface RedeliveryParts extends DeliveryStores {
  readonly queue: DeliveryQueue;
  readonly deliveryMessage: WebhooksConfig<never>['deliveryMessage'];
}

export interface RedeliveryRequest {
  readonly tenant: string;
  readonly endpointId: string;
  readonly deliveryId: string;
  readonly operationId: string;
  readonly identity: { readonly key: string };
  readonly now: Date;
}

export type RedeliverOutcome =
  | { readonly outcome: 'queued' | 'replayed'; readonly delivery: DeliveryRecord }
  | { readonly outcome: 'no-endpoint' | 'no-delivery' | 'disabled' };

/** Has an event sent to an endpoint once more, under its own id. */
export async function redeliver(
  { endpoints, deliveries, queue, deliveryMessage }: RedeliveryParts,
  { tenant, endpointId, deliveryId, operationId, identity, now }: RedeliveryRequest,
  signal: AbortSignal,
): Promise<RedeliverOutcome> {
  const [endpoint, delivery] = await Promise.all([
    endpoints.find(tenant, endpointId, signal),
    deliveries.find({ tenant, endpointId, deliveryId }, signal),
  ]);
  if (endpoint === undefined || isDeleted(endpoint)) return { outcome: 'no-endpoint' };
  const event = delivery && (await deliveries.findEvent(delivery, signal));
  if (delivery === undefined || event === undefined) return { outcome: 'no-delivery' };
  const redelivery = deterministicId('', tenant, operationId, identity.key);
  const message = deliveryRequest({ as: deliveryMessage, endpointId, event, now, redelivery });
  if (isKnown(delivery, message)) return { outcome: 'replayed', delivery };
  if (endpoint.disabled !== undefined) return { outcome: 'disabled' };
  // Queued first: a request that was noted and not queued would never be, for its repeats would find it known.
  await queue.send([message], signal);
  return { outcome: 'queued', delivery: await deliveries.note(message, delivery, signal) };
}
