import type { WebhooksConfig } from 'penstock/runtime/webhooks/config';
import type { FanOutWebhooksMessage } from '../generated/consumers/fanOutWebhooks.ts';
import type { WebhooksDeliveryRequestedV1 } from '../generated/events.ts';

const deliveryMessage: Pick<WebhooksDeliveryRequestedV1, 'type' | 'source'> = {
  type: 'webhooks.delivery.requested.v1',
  source: '/penstock/webhooks',
};

/** Subscribers get events as they cross the bus. */
export const webhooksConfig: WebhooksConfig<FanOutWebhooksMessage> = {
  toPublicEvent: (event) => event,
  deliveryMessage,
};
