import { setTimeout as sleep } from 'node:timers/promises';
import { dyingOf, few, type Listener } from './listeners.ts';
import { type Accepted, placeOrders } from './orders.ts';
import type { Plan } from './plan.ts';
import type { Receipt } from './subscribers.ts';
import type { World } from './world.ts';

export interface Measured {
  readonly accepted: readonly Accepted[];
  readonly isolation?: { readonly without: number; readonly withDead: number };
}

/** The same orders at the same rate without and with a dead subscriber; from then on it is dead. */
export async function isolation(
  world: World,
  { measured: { orders, rate } }: Plan,
  listeners: readonly Listener[],
  random: () => number,
  say: (line: string) => void,
): Promise<Measured> {
  const dying = dyingOf(listeners);
  const live = listeners.filter((one) => one.tenant === few && one !== dying);
  const round = async (name: string, from: number): Promise<readonly [readonly Accepted[], number]> => {
    say(`${name}: ${orders} orders, ${rate} a second`);
    const accepted = await placeOrders(world, { orders, rate, from, random, tenantOf: () => few });
    const ids = new Set(accepted.map(({ id }) => id));
    const receipts = () => live.flatMap(({ received }) => [...received.values()].filter((one) => ids.has(one.orderId)));
    const giveUp = Date.now() + 60_000;
    while (receipts().length < ids.size * live.length && Date.now() < giveUp) await sleep(200);
    return [accepted, p99(receipts())];
  };
  if (orders === 0) {
    if (dying !== undefined) dying.dead = true;
    return { accepted: [] };
  }
  // The first orders meet processes that have yet to warm up.
  const warmup = await placeOrders(world, { orders: 30, rate, from: 3 * orders, random, tenantOf: () => few });
  const [first, without] = await round('All subscribers live', 0);
  if (dying !== undefined) dying.dead = true;
  const [second, withDead] = await round('One of them dead', orders);
  return { accepted: [...warmup, ...first, ...second], isolation: { without, withDead } };
}

function p99(receipts: readonly Receipt[]): number {
  const sorted = receipts.map(({ latency }) => latency).toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? 0;
}
