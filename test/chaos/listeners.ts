import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Plan } from './plan.ts';
import type { Subscriber } from './subscribers.ts';
import type { Aftermath } from './verdict.ts';
import type { World } from './world.ts';

/** Nearly all orders are of a tenant with one subscriber, the others of one that has all the rest. */
export const few = 'globex';
export const many = 'acme';
const settledTypes = ['orders.order.paid.v1', 'orders.order.payment_failed.v1'];
export type Listener = Aftermath['subscribers'][number] & { readonly endpointId: string };

/** All but one are of the tenant with few orders; the last of these is the one that dies. */
export async function subscribe(world: World, { subscribers: count }: Plan): Promise<readonly Listener[]> {
  const listeners: Listener[] = [];
  while (listeners.length < count) listeners.push(await addSubscriber(world, few, settledTypes));
  listeners.push(await addSubscriber(world, many, ['orders.order.placed.v1', ...settledTypes]));
  return listeners;
}

/** The one that dies. */
export const dyingOf = (listeners: readonly Listener[]): Subscriber | undefined =>
  listeners.filter(({ tenant }) => tenant === few).at(-1);

/** The contract allows ten endpoints a second to be created. */
const pause = 110;

export async function addSubscriber(world: World, tenant: string, types: readonly string[]): Promise<Listener> {
  const subscriber = world.subscribers.add(`subscriber-${world.subscribers.all.length}`);
  const { status, json, text } = await world.call(tenant, 'POST', '/v1/webhook-endpoints', {
    headers: { 'idempotency-key': randomUUID() },
    body: { url: subscriber.url, events: types },
  });
  if (status !== 201) throw new Error(`an endpoint is answered ${status}: ${text}`);
  subscriber.secret = String(json.secret);
  await sleep(pause);
  return Object.assign(subscriber, { tenant, types, endpointId: String(json.id) });
}

export async function removeSubscriber(world: World, tenant: string, { endpointId }: Listener): Promise<void> {
  const { status, text } = await world.call(tenant, 'DELETE', `/v1/webhook-endpoints/${endpointId}`);
  if (status !== 204) throw new Error(`deleting an endpoint is answered ${status}: ${text}`);
}
