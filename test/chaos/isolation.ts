import { setTimeout as sleep } from 'node:timers/promises';
import { dyingOf, few, type Listener } from './listeners.ts';
import { type Accepted, placeOrders } from './orders.ts';
import type { Plan } from './plan.ts';
import type { Receipt } from './subscribers.ts';
import type { World } from './world.ts';

/** Milliseconds: the p99 of what events take to the live subscribers. */
export interface Isolation {
  readonly without: number;
  /** With one that refuses connections. */
  readonly withDead: number;
  /** With one that never answers. */
  readonly withSilent: number;
}

export interface Measured {
  readonly accepted: readonly Accepted[];
  readonly isolation?: Isolation;
}

/** The same orders at the same rate, with all subscribers live, with one down, with it silent; silent it stays. */
export async function isolation(
  world: World,
  { measured: { orders, rate } }: Plan,
  listeners: readonly Listener[],
  random: () => number,
  say: (line: string) => void,
): Promise<Measured> {
  const dying = dyingOf(listeners);
  const live = listeners.filter((one) => one.tenant === few && one !== dying);
  const arrived = async (accepted: readonly Accepted[]): Promise<readonly Receipt[]> => {
    const ids = new Set(accepted.map(({ id }) => id));
    const receipts = () => live.flatMap(({ received }) => [...received.values()].filter((one) => ids.has(one.orderId)));
    const giveUp = Date.now() + 60_000;
    while (receipts().length < ids.size * live.length && Date.now() < giveUp) await sleep(200);
    return receipts();
  };
  const round = async (name: string, from: number): Promise<readonly [readonly Accepted[], number]> => {
    say(`${name}: ${orders} orders, ${rate} a second`);
    const accepted = await placeOrders(world, { orders, rate, from, random, tenantOf: () => few });
    const latency = p99(await arrived(accepted));
    say(`${name}: delivered within ${latency} ms (p99)`);
    return [accepted, latency];
  };
  if (orders === 0) {
    if (dying !== undefined) dying.state = 'silent';
    return { accepted: [] };
  }
  // At once, so that as many processes as there may be are started before anything is measured.
  const warmup = await placeOrders(world, { orders: 30, rate: 30, from: 4 * orders, random, tenantOf: () => few });
  // What they make must not wait in front of what is measured.
  await arrived(warmup);
  const [first, without] = await round('All subscribers live', 0);
  if (dying !== undefined) dying.state = 'down';
  const [second, withDead] = await round('One of them down', orders);
  if (dying !== undefined) dying.state = 'silent';
  const [third, withSilent] = await round('The same one silent', 2 * orders);
  return { accepted: [...warmup, ...first, ...second, ...third], isolation: { without, withDead, withSilent } };
}

function p99(receipts: readonly Receipt[]): number {
  const sorted = receipts.map(({ latency }) => latency).toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? 0;
}
