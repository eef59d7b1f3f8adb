import { deliveryKey } from 'penstock/runtime/webhooks/table/layout';
import { newOrder } from '../support/orders.ts';
import type { World } from './world.ts';

/** Makes a function use a grant: a request, an event, or what only a failure brings about. */
export type Use = (world: World) => Promise<unknown>;

const poison =
  (queue: string): Use =>
  ({ message }) =>
    message(queue, 'no JSON');
const ENDPOINTS = '/v1/webhook-endpoints';

const SERVICE = '/orders.v1.OrderService';

/** Connect puts a byte of flags and four of length before each message of a stream. */
const watchByService: Use = async ({ app, tenant, order }) => {
  const message = JSON.stringify({ orderId: await order() });
  await app.call('POST', `${SERVICE}/WatchOrder`, {
    token: await app.token(tenant),
    headers: { 'content-type': 'application/connect+json' },
    body: `\0\0\0\0${String.fromCharCode(message.length)}${message}`,
  });
};

/** Delivers to a new endpoint, of whose log an old line is left. */
const deliver: Use = async (world) => {
  const id = await world.endpoint();
  const { pk, sk } = deliveryKey(world.tenant, id, '00000000000000000000000000');
  await world.item('webhooks', { pk: String(pk?.S), sk: String(sk?.S), expiresAt: 1 });
  await world.order();
};

const answering =
  (status: number, use: Use): Use =>
  async (world) => {
    world.subscriber.status = status;
    await use(world);
  };

const ask = (send: World['send'], query: string) => send('POST', '/graphql', { query });
const placing =
  'mutation { createOrder(input: { currency: "EUR", items: [{ sku: "A", quantity: 1, unitPrice: 1 }] }) { replayed } }';

const entityOf = (id: string) =>
  `{ _entities(representations: [{ __typename: "Order", id: "${id}" }]) { ... on Order { version } } }`;

/** By function: how it comes to use all that it is granted. Each is tried until the grant that is missed is asked for. */
export const uses: Readonly<Record<string, readonly Use[]>> = {
  createOrder: [({ order }) => order()],
  createOrderV2: [
    ({ send }) =>
      send('POST', '/v2/orders', { items: [{ sku: 'A', quantity: 1, unitPrice: { amount: 1, currency: 'EUR' } }] }),
  ],
  listOrders: [({ send }) => send('GET', '/v1/orders'), ({ send }) => send('GET', '/v1/orders?status=pending')],
  getOrder: [async ({ send, order }) => send('GET', `/v1/orders/${await order()}`)],
  watchOrder: [async ({ send, order }) => send('GET', `/v1/orders/${await order()}/events`)],
  updateOrder: [async ({ send, order }) => send('PATCH', `/v1/orders/${await order()}`, { reference: 'PO-2' })],
  cancelOrder: [async ({ send, order }) => send('POST', `/v1/orders/${await order()}/cancellation`)],
  graph: [
    async ({ send, order }) => ask(send, `{ order(id: "${await order()}") { id } }`),
    ({ send }) => ask(send, '{ orders { nodes { id } } }'),
    ({ send }) => ask(send, '{ orders(status: pending) { nodes { id } } }'),
    async ({ send, order }) =>
      ask(send, `mutation { cancelOrder(id: "${await order()}", idempotencyKey: "k") { replayed } }`),
    ({ send }) => ask(send, placing),
    async ({ send, order }) => ask(send, entityOf(await order())),
  ],
  graphStreams: [
    async ({ send, order }) =>
      send('POST', '/graphql/stream', { query: `subscription { orderEvents(id: "${await order()}") { version } }` }),
  ],
  orderService: [
    ({ send }) => send('POST', `${SERVICE}/CreateOrder`, newOrder),
    async ({ send, order }) => send('POST', `${SERVICE}/GetOrder`, { orderId: await order() }),
    async ({ send, order }) => send('POST', `${SERVICE}/CancelOrder`, { orderId: await order() }),
    ({ send }) => send('POST', `${SERVICE}/ListOrders`, {}),
    ({ send }) => send('POST', `${SERVICE}/ListOrders`, { status: 'ORDER_STATUS_PENDING' }),
  ],
  orderServiceStreams: [watchByService],
  createWebhookEndpoint: [({ endpoint }) => endpoint(), ({ tooManyEndpoints }) => tooManyEndpoints()],
  listWebhookEndpoints: [({ send }) => send('GET', ENDPOINTS)],
  deleteWebhookEndpoint: [async ({ send, endpoint }) => send('DELETE', `${ENDPOINTS}/${await endpoint()}`)],
  rotateWebhookSecret: [async ({ send, endpoint }) => send('POST', `${ENDPOINTS}/${await endpoint()}/secret-rotation`)],
  listWebhookDeliveries: [async ({ send, endpoint }) => send('GET', `${ENDPOINTS}/${await endpoint()}/deliveries`)],
  redeliverWebhook: [
    async ({ send, endpoint, order, delivery }) => {
      const id = await endpoint();
      await order();
      await send('POST', `${ENDPOINTS}/${id}/deliveries/${await delivery(id)}/redelivery`);
    },
  ],
  relayEvents: [
    ({ order }) => order(),
    ({ item, app }) => item('orders', { pk: `broken-${Math.random()}`, writtenIn: app.cloud.access.region }),
  ],
  capturePayment: [({ order }) => order(), poison('payments')],
  fanOutWebhooks: [deliver, poison('webhook-fan-out')],
  deliverWebhook: [deliver, poison('webhook-delivery'), answering(500, deliver), answering(410, deliver)],
  retryWebhook: [poison('webhook-retry'), answering(500, deliver), answering(410, deliver)],
};
