import type { WebhooksConfig } from '../config.ts';
import { isLive, wants } from '../endpoints/endpoint.ts';
import type { EndpointRepository } from '../endpoints/endpoint-repository.ts';
import type { DeliveryQueue } from './delivery-queue.ts';
import { deliveryRequest } from './delivery-request.ts';

/** More than any tenant has: the limit on endpoints, with room for creations that raced past it. */
const ALL_ENDPOINTS = 100;

export interface FanOutParts<Event> extends WebhooksConfig<Event> {
  readonly endpoints: EndpointRepository;
  readonly queue: DeliveryQueue;
}

/** Queues an event for each of its tenant's endpoints that subscribes to its type. Bears repeats. */
export async function fanOut<Event>(
  { endpoints, queue, toPublicEvent, deliveryMessage }: FanOutParts<Event>,
  source: Event,
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  const event = toPublicEvent(source);
  const { records } = await endpoints.list({ tenant: event.tenant, limit: ALL_ENDPOINTS }, signal);
  const wanting = records.filter((endpoint) => isLive(endpoint) && wants(endpoint, event.type));
  const messages = wanting.map(({ id }) => deliveryRequest({ as: deliveryMessage, endpointId: id, event, now }));
  await queue.send(messages, signal);
}
