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
export type Listener = Aftermath['subscribers'][number];

/** All but one are of the tenant with few orders; the last of these is the one that dies. */
export async function subscribe(world: World, { subscribers: count }: Plan): Promise<readonly Listener[]> {
  const listeners: Listener[] = [];
  for (let index = 0; index <= count; index++) {
    const tenant = index < count ? few : many;
    const types = tenant === few ? settledTypes : ['orders.order.placed.v1', ...settledTypes];
    const subscriber = world.subscribers.add(`subscriber-${index}`);
    const { status, json, text } = await world.call(tenant, 'POST', '/v1/webhook-endpoints', {
      headers: { 'idempotency-key': randomUUID() },
      body: { url: subscriber.url, events: types },
    });
    if (status !== 201) throw new Error(`an endpoint is answered ${status}: ${text}`);
    subscriber.secret = String(json.secret);
    listeners.push(Object.assign(subscriber, { tenant, types }));
    await sleep(110);
  }
  return listeners;
}

/** The one that dies. */
export const dyingOf = (listeners: readonly Listener[]): Subscriber | undefined =>
  listeners.filter(({ tenant }) => tenant === few).at(-1);
