import {
  creation as anyCreation,
  message as anyMessage,
  type Creation,
  type DeliveryMessage,
  instant,
  newId,
  type WebhookEvent,
  webhookEvent,
} from 'penstock/testkit/webhooks';

export { instant, newId, progress, success } from 'penstock/testkit/webhooks';

/** An endpoint for placed orders. */
export const creation = (over: Partial<Creation> = {}): Creation =>
  anyCreation({
    draft: { url: 'https://example.com/hooks', events: ['orders.order.placed.v1'], description: 'Warehouse' },
    ...over,
  });

export function orderEvent(over: Partial<WebhookEvent> = {}): WebhookEvent {
  const id = newId('ord');
  const time = instant();
  const items = [{ sku: 'ABC-1', quantity: 2, unitPrice: 1250 }];
  const [createdAt, updatedAt] = [time, time];
  const order = { id, status: 'pending', currency: 'EUR', total: 2500, items, version: 1, createdAt, updatedAt };
  return webhookEvent({
    id: `${id}_1`,
    source: '/penstock/orders',
    type: 'orders.order.placed.v1',
    subject: id,
    time,
    data: { order },
    ...over,
  });
}

export const message = (endpointId: string, event = orderEvent()): DeliveryMessage => anyMessage(endpointId, event);
