import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSubscriber } from 'penstock/testkit/subscriber';
import type { TestCloud } from '../support/cloud.ts';
import { createOrder } from '../support/graph.ts';
import { orderClient, withKey } from '../support/rpc-client.ts';

/** Part of every key that the calls are made with: another one in its place makes a call a new one. */
export const keyOfCalls = randomUUID();

const newOrder = { currency: 'EUR', items: [{ sku: 'ABC-1', quantity: 2, unitPrice: 1250 }], reference: 'PO-1001' };
/** Milliseconds that are waited for what comes of a call. */
const longestMs = 30_000;

/** Has each function called: operations by their routes, consumers by what comes of it. */
export async function callEach(cloud: TestCloud, isDone: () => boolean): Promise<void> {
  const token = await cloud.token('globex');
  const subscriber = await startSubscriber();
  // Deliveries fail, so that they are retried.
  subscriber.status = 500;
  try {
    const endpoint = await subscribe(cloud, token, subscriber.url);
    await overRest(cloud, token);
    await overGraph(cloud, token);
    await overRpc(cloud, token);
    await aboutWebhooks(cloud, token, endpoint);
    const giveUp = performance.now() + longestMs;
    while (!isDone() && performance.now() < giveUp) await sleep(50);
  } finally {
    await subscriber.close();
  }
}

const keyed = (name: string) => ({ 'idempotency-key': `${name}-${keyOfCalls}` });

async function subscribe(cloud: TestCloud, token: string, url: string): Promise<string> {
  const body = { url, events: ['orders.order.placed.v1'] };
  const answer = await cloud.call('POST', '/v1/webhook-endpoints', { token, headers: keyed('endpoint'), body });
  return String(answer.json.id);
}

async function overRest(cloud: TestCloud, token: string): Promise<void> {
  await cloud.call('GET', '/health');
  await cloud.call('GET', '/openapi.json');
  const placed = await cloud.call('POST', '/v1/orders', { token, headers: keyed('rest'), body: newOrder });
  const path = `/v1/orders/${placed.json.id}`;
  await cloud.call('GET', path, { token });
  await cloud.call('GET', '/v1/orders', { token });
  const headers = { 'content-type': 'application/merge-patch+json', 'if-match': '"1"' };
  await cloud.call('PATCH', path, { token, headers, body: JSON.stringify({ reference: 'PO-2' }) });
  await cloud.call('POST', `${path}/cancellation`, { token, headers: keyed('cancel') });
  await cloud.call('GET', `${path}/events`, { token });
}

async function overGraph(cloud: TestCloud, token: string): Promise<void> {
  const variables = { input: newOrder, key: `graph-${keyOfCalls}` };
  const answer = await cloud.call('POST', '/graphql', { token, body: { query: createOrder, variables } });
  const { data } = answer.json as { data: { createOrder: { order: { id: string } } } };
  const query = 'subscription ($id: ID!) { orderEvents(id: $id) { status } }';
  const headers = { accept: 'text/event-stream' };
  const body = { query, variables: { id: data.createOrder.order.id } };
  await cloud.call('POST', '/graphql/stream', { token, headers, body });
}

async function overRpc(cloud: TestCloud, token: string): Promise<void> {
  const orders = orderClient(cloud.url, token);
  const { order } = await orders.createOrder(newOrder, withKey(`rpc-${keyOfCalls}`));
  for await (const _ of orders.watchOrder({ orderId: String(order?.id) }));
}

async function aboutWebhooks(cloud: TestCloud, token: string, endpoint: string): Promise<void> {
  const path = `/v1/webhook-endpoints/${endpoint}`;
  await cloud.call('GET', '/v1/webhook-endpoints', { token });
  const delivery = await firstDelivery(cloud, token, path);
  const redelivery = `${path}/deliveries/${delivery}/redelivery`;
  if (delivery !== undefined) await cloud.call('POST', redelivery, { token, headers: keyed('redelivery') });
  await cloud.call('POST', `${path}/secret-rotation`, { token, headers: keyed('rotation') });
  await cloud.call('DELETE', path, { token });
}

/** The delivery of an event, once it was tried; undefined where none is in time. */
async function firstDelivery(cloud: TestCloud, token: string, path: string): Promise<string | undefined> {
  const giveUp = performance.now() + longestMs;
  while (performance.now() < giveUp) {
    const { json } = await cloud.call('GET', `${path}/deliveries`, { token });
    const [first] = json.items as readonly { readonly id: string; readonly attempts: readonly unknown[] }[];
    if (first !== undefined && first.attempts.length > 0) return first.id;
    await sleep(100);
  }
  return undefined;
}
