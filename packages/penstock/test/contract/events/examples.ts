export const order = {
  id: `ord_${'0'.repeat(26)}`,
  status: 'pending',
  currency: 'EUR',
  total: 2500,
  items: [{ sku: 'ABC-1', quantity: 2, unitPrice: 1250 }],
  version: 1,
  createdAt: '2026-11-22T16:00:00.000Z',
  updatedAt: '2026-11-22T16:00:00.000Z',
};

export const placed = {
  specversion: '1.0',
  id: `${order.id}_1`,
  source: '/penstock/orders',
  type: 'orders.order.placed.v1',
  subject: order.id,
  time: '2026-11-22T16:00:00.000Z',
  datacontenttype: 'application/json',
  tenant: 'acme',
  correlationid: 'c-1',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  data: { order },
};

export const requested = {
  ...placed,
  id: `del_${'0'.repeat(26)}`,
  source: '/penstock/webhooks',
  type: 'webhooks.delivery.requested.v1',
  subject: `whe_${'0'.repeat(26)}`,
  data: { endpointId: `whe_${'0'.repeat(26)}`, deliveryId: `del_${'0'.repeat(26)}`, event: placed },
};

const ofOrder = (type: string, more: object = {}) => ({ ...placed, type, data: { order, ...more } });

/** An event of each type. */
export const examples: Readonly<Record<string, object>> = {
  'orders.order.placed.v1': placed,
  'orders.order.updated.v1': ofOrder('orders.order.updated.v1'),
  'orders.order.cancelled.v1': ofOrder('orders.order.cancelled.v1'),
  'orders.order.paid.v1': ofOrder('orders.order.paid.v1', { charge: 'ch_1' }),
  'orders.order.payment_failed.v1': ofOrder('orders.order.payment_failed.v1', { reason: 'insufficient_funds' }),
  'webhooks.delivery.requested.v1': requested,
};
