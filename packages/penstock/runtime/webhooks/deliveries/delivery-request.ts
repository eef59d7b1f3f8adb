import type { WebhooksConfig } from '../config.ts';
import type { DeliveryMessage, WebhookEvent } from '../event.ts';
import { deliveryId } from './delivery-id.ts';

export interface DeliveryRequestOptions {
  /** What the message is called in the app's contract. */
  readonly as: WebhooksConfig<never>['deliveryMessage'];
  readonly endpointId: string;
  readonly event: WebhookEvent;
  readonly now: Date;
  /** What names the request to send it again, without a full stop; absent the first time. */
  readonly redelivery?: string;
}

/** The message that asks for a delivery. Its id is the same however often it is made. */
export function deliveryRequest({ as, endpointId, event, now, redelivery }: DeliveryRequestOptions): DeliveryMessage {
  const id = deliveryId(endpointId, event);
  const { tenant, correlationid, traceparent } = event;
  return {
    specversion: '1.0',
    id: redelivery === undefined ? id : `${id}_${redelivery}`,
    source: as.source,
    type: as.type,
    subject: endpointId,
    time: now.toISOString(),
    datacontenttype: 'application/json',
    tenant,
    correlationid,
    ...(traceparent !== undefined && { traceparent }),
    data: { endpointId, deliveryId: id, event },
  };
}
