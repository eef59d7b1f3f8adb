import { deliveryId } from './delivery-id.ts';
import type { DeliveryMessage, WebhookEvent } from './domain/delivery.ts';

export interface Wanted {
  readonly endpointId: string;
  readonly event: WebhookEvent;
  readonly now: Date;
  /** What names the request to send it again, without a full stop; absent the first time. */
  readonly redelivery?: string;
}

/** The message that asks for a delivery. Its id is the same however often it is made. */
export function deliveryRequest({ endpointId, event, now, redelivery }: Wanted): DeliveryMessage {
  const id = deliveryId(endpointId, event);
  const { tenant, correlationid, traceparent } = event;
  return {
    specversion: '1.0',
    id: redelivery === undefined ? id : `${id}_${redelivery}`,
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
