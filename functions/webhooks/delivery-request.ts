import { deliveryId } from './delivery-id.ts';
import type { DeliveryMessage, WebhookEvent } from './domain/delivery.ts';

export interface DeliveryRequest {
  readonly endpointId: string;
  readonly event: WebhookEvent;
  readonly now: Date;
  /** The request to send again; absent the first time. */
  readonly redelivery?: string;
}

/** The message that asks for a delivery. The first one for an event is the same however often it is made. */
export function deliveryRequest({ endpointId, event, now, redelivery }: DeliveryRequest): DeliveryMessage {
  const id = deliveryId(endpointId, event);
  const { tenant, correlationid, traceparent } = event;
  return {
    specversion: '1.0',
    id: redelivery === undefined ? id : `${id}.${redelivery}`,
    source: '/penstock/webhooks',
    type: 'webhooks.delivery.requested.v1',
    subject: endpointId,
    time: now.toISOString(),
    datacontenttype: 'application/json',
    tenant,
    correlationid,
    ...(traceparent !== undefined && { traceparent }),
    data: { endpointId, deliveryId: id, event },
  };
}
