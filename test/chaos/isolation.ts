import { setTimeout as sleep } from 'node:timers/promises';
import { capturePayment } from '../../functions/generated/consumers/capturePayment.ts';
import { deliverWebhook } from '../../functions/generated/consumers/deliverWebhook.ts';
import { fanOutWebhooks } from '../../functions/generated/consumers/fanOutWebhooks.ts';
import { addSubscriber, few, type Listener, removeSubscriber } from './listeners.ts';
import { type Accepted, placeOrders } from './orders.ts';
import type { Plan } from './plan.ts';
import type { Subscriber } from './subscribers.ts';
import { startWorld, type World } from './world.ts';

/** How a subscriber is dead: it ends connections at once, or takes them and never answers. */
export type Death = 'down' | 'silent';

/** What events took to the live subscribers, in milliseconds, over all rounds of a kind. */
export interface Isolation {
  /** Deliveries to live subscribers that never came, warming up included. */
  readonly lost: number;
  readonly without: Latencies;
  readonly down: Latencies & Ignored;
  readonly silent: Latencies & Ignored;
}

export interface Latencies {
  readonly p50: number;
  readonly p99: number;
  readonly deliveries: number;
}

interface Ignored {
  /** Attempts at the dead subscriber. */
  readonly ignored: number;
  /** The p99 while it is being found out that the subscriber is dead; not part of the other figures. */
  readonly onset: number;
}

/**
 * Milliseconds after which a delivery is lost. A message whose consumer died, or could not say when it shall come again,
 * is hidden for its queue's visibility timeout: what comes after that is late, and no more.
 */
const LOST = 2 * 1_000 * Math.max(...[capturePayment, fanOutWebhooks, deliverWebhook].map(visibilityOf));
/**
 * Enough that the processes which deliver and retry are started before anything is measured. Not more than two cores
 * can bear: what runs out of time there is retried in the rounds that follow.
 */
const WARM_UP = { orders: 30, rate: 8 };
/** Seconds in which a subscriber's death is found out: an attempt at a silent one takes 5 s. */
const ONSET = 10;
const types = ['orders.order.paid.v1', 'orders.order.payment_failed.v1'];
/** Orders before the subscriber of a round dies. */
const BEFORE = 10;
const KINDS = ['without', 'down', 'without', 'silent'] as const;
type Kind = (typeof KINDS)[number];

function visibilityOf({ visibilityTimeout }: { readonly visibilityTimeout: number }): number {
  return visibilityTimeout;
}

/** Seconds that the orders of all rounds take. */
export const roundSeconds = ({ measured: { rounds, orders, rate } }: Plan): number =>
  WARM_UP.orders / WARM_UP.rate +
  rounds * KINDS.reduce((sum, kind) => sum + (BEFORE + orders) / rate + (kind === 'without' ? 0 : ONSET), 0);

/**
 * The same orders at the same rate, in turn with all subscribers live and with one that is dead, in a world of its own
 * whose queues keep real time. Each round has a new one that dies as it begins; the rounds alternate, so that what else
 * the machine does meets both kinds.
 */
export async function isolation(plan: Plan, random: () => number, say: (line: string) => void): Promise<Isolation> {
  const { processes } = plan.measured;
  const world = await startWorld({ processes, queueSpeed: 1, receiveCounts: {} });
  try {
    return await measure(world, plan, random, say);
  } finally {
    await world.close();
  }
}

async function measure(
  world: World,
  { subscribers, measured: { rounds, orders, rate } }: Plan,
  random: () => number,
  say: (line: string) => void,
): Promise<Isolation> {
  const live: Listener[] = [];
  while (live.length < subscribers - 1) live.push(await addSubscriber(world, few, types));
  const kinds = { without: [] as number[], down: [] as number[], silent: [] as number[] };
  const onsets = { down: [] as number[], silent: [] as number[] };
  const ignored = { without: 0, down: 0, silent: 0 };
  let [from, lost] = [0, 0];
  const place = async (count: number, pace: number) => {
    const accepted = await placeOrders(world, { orders: count, rate: pace, from, random, tenantOf: () => few });
    from += count;
    const { came, missing } = await latencies(accepted, live);
    lost += missing;
    return came;
  };
  const round = async (kind: Kind): Promise<void> => {
    const other = await addSubscriber(world, few, types);
    await place(BEFORE, rate);
    if (kind !== 'without') {
      other.state = kind;
      onsets[kind].push(...(await place(ONSET * rate, rate)));
    }
    kinds[kind].push(...(await place(orders, rate)));
    ignored[kind] += other.ignored;
    await removeSubscriber(world, few, other);
    say(`${kinds[kind].length} deliveries ${words[kind]}: p99 ${percentile(kinds[kind], 0.99)} ms`);
  };
  const first = await addSubscriber(world, few, types);
  first.state = 'silent';
  await place(WARM_UP.orders, WARM_UP.rate);
  await removeSubscriber(world, few, first);
  for (let index = 0; index < rounds; index += 1) {
    for (const kind of KINDS) await round(kind);
  }
  return {
    lost,
    without: summary(kinds.without),
    down: { ...summary(kinds.down), ignored: ignored.down, onset: percentile(onsets.down, 0.99) },
    silent: { ...summary(kinds.silent), ignored: ignored.silent, onset: percentile(onsets.silent, 0.99) },
  };
}

const words = {
  without: 'with all subscribers live',
  down: 'with one down',
  silent: 'with one silent',
};

/** Of each order's event to each live subscriber, once all have come or the time for it is over. */
async function latencies(
  accepted: readonly Accepted[],
  live: readonly Subscriber[],
): Promise<{ readonly came: readonly number[]; readonly missing: number }> {
  const ids = new Set(accepted.map(({ id }) => id));
  const expected = ids.size * live.length;
  const arrived = () =>
    live.flatMap(({ received }) => [...received.values()].filter(({ orderId }) => ids.has(orderId)));
  const giveUp = Date.now() + LOST;
  while (arrived().length < expected && Date.now() < giveUp) await sleep(100);
  const came = arrived().map(({ latency }) => latency);
  return { came, missing: expected - came.length };
}

const summary = (values: readonly number[]): Latencies => ({
  p50: percentile(values, 0.5),
  p99: percentile(values, 0.99),
  deliveries: values.length,
});

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
