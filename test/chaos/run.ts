import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../../local/random.ts';
import { type Accepted, listOrders, placeOrders, type StoredOrder } from './orders.ts';
import { type Outage, providerOutage } from './outage.ts';
import type { Plan } from './plan.ts';
import { poisonOf, sendPoison } from './poison.ts';
import type { Receipt, Subscriber } from './subscribers.ts';
import { type Aftermath, type DeadLetter, distinct, faultsIn, missing } from './verdict.ts';
import { startWorld, type World } from './world.ts';

export interface Report {
  readonly changes: readonly string[];
  readonly aftermath: Aftermath;
  /** Everything that is not as promised. */
  readonly faults: readonly string[];
  readonly injected: Readonly<Record<string, number>>;
  readonly outage: { readonly seconds: number; readonly arrivals: number; readonly calls: number };
  /** Milliseconds, of the deliveries to the live subscribers. Absent where none was measured. */
  readonly isolation?: { readonly without: number; readonly withDead: number };
  /** Seconds. */
  readonly took: number;
}

/** Nearly all orders are of a tenant with one subscriber, the others of one that has all the rest. */
const few = 'globex';
const many = 'acme';
const settledTypes = ['orders.order.paid.v1', 'orders.order.payment_failed.v1'];
const deadLetterQueues = [
  'payments-dlq',
  'webhook-fan-out-dlq',
  'webhook-delivery-dlq',
  'undelivered',
  'relay-failures',
];

/** Milliseconds: enough for every process to have met the outage, and to have opened its breaker. */
const BREAKER_OPENS = 20_000;

type Listener = Aftermath['subscribers'][number];

/** Runs a stage through everything that may go wrong, and looks at what is left. */
export async function chaos(plan: Plan, say: (line: string) => void): Promise<Report> {
  const began = performance.now();
  const world = await startWorld(plan);
  try {
    const random = seededRandom(plan.seed);
    const listeners = await subscribe(world, plan);
    world.provider.setFaults({ declineRate: 0.1, seed: plan.seed });
    const measured = await isolation(world, plan, listeners, random, say);
    world.cloud.faults.inject({ seed: plan.seed, duplicate: 0.05, reorder: 0.3, delay: 0.05, crash: 0.02 });
    const poison = poisonOf(plan.poison);
    const poisoned = sendPoison(world, poison);
    const { accepted, outage } = await load(world, plan, measured.accepted, random, say);
    await poisoned;
    const parts = { accepted, poison, subscribers: listeners };
    const aftermath = await settle(world, plan, parts, say);
    return {
      changes: [`the queues' time goes ${plan.queueSpeed} times faster`, ...world.changes],
      aftermath,
      faults: faultsIn(aftermath),
      injected: { ...world.cloud.faults.counts },
      outage: callsDuring(world, outage, accepted),
      ...(measured.isolation === undefined ? {} : { isolation: measured.isolation }),
      took: (performance.now() - began) / 1_000,
    };
  } finally {
    await world.close();
  }
}

/** All but one are of the tenant with few orders; the last of these is the one that dies. */
async function subscribe(world: World, { subscribers: count }: Plan): Promise<readonly Listener[]> {
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

const dyingOf = (listeners: readonly Listener[]): Subscriber | undefined =>
  listeners.filter(({ tenant }) => tenant === few).at(-1);

interface Measured {
  readonly accepted: readonly Accepted[];
  readonly isolation?: { readonly without: number; readonly withDead: number };
}

/** The same orders at the same rate without and with a dead subscriber; from then on it is dead. */
async function isolation(
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
  const [first, without] = await round('Twenty live subscribers', 0);
  if (dying !== undefined) dying.dead = true;
  const [second, withDead] = await round('One of them dead', orders);
  return { accepted: [...warmup, ...first, ...second], isolation: { without, withDead } };
}

function p99(receipts: readonly Receipt[]): number {
  const sorted = receipts.map(({ latency }) => latency).toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? 0;
}

/** The orders under all faults: some before the outage, some in it, the rest after. */
async function load(
  world: World,
  { orders, rate, outage }: Plan,
  measured: readonly Accepted[],
  random: () => number,
  say: (line: string) => void,
): Promise<{ readonly accepted: readonly Accepted[]; readonly outage: Outage }> {
  const during = Math.min(Math.floor(orders / 2), outage.seconds * outage.rate);
  const before = Math.floor((orders - during) / 3);
  const tenantOf = (index: number) => (index % 10 === 0 ? few : many);
  const place = (count: number, from: number, pace: number) =>
    placeOrders(world, { orders: count, rate: pace, tenantOf, from: 10_000_000 + from, random });
  say(`Duplicates, reordering, crashes, poison: ${before} orders, ${rate} a second`);
  const first = await place(before, 0, rate);
  say(`The provider is away for ${outage.seconds} s: ${during} orders`);
  const [second, times] = await Promise.all([
    place(during, before, outage.rate),
    providerOutage(world.provider, outage.seconds),
  ]);
  const rest = orders - before - during;
  say(`The provider is back: ${rest} orders, ${rate} a second`);
  const third = await place(rest, before + during, rate);
  return { accepted: [...measured, ...first, ...second, ...third], outage: times };
}

function callsDuring({ providerCalls }: World, { began, ended }: Outage, accepted: readonly Accepted[]) {
  const from = Math.min(began + BREAKER_OPENS, began + (ended - began) / 3);
  const within = ({ at }: { readonly at: number }) => at >= from && at <= ended;
  return {
    seconds: (ended - from) / 1_000,
    arrivals: accepted.filter(within).length,
    calls: providerCalls.filter(within).length,
  };
}

type Parts = Pick<Aftermath, 'accepted' | 'poison' | 'subscribers'>;

/** Waits until everything has come to its end, or the time for it is over, and looks at it then. */
async function settle(
  world: World,
  { settleWithin }: Plan,
  parts: Parts,
  say: (line: string) => void,
): Promise<Aftermath> {
  const giveUp = Date.now() + settleWithin * 1_000;
  for (;;) {
    const { charges } = world.provider;
    const deadLetters = await lettersIn(world);
    const absent = parts.subscribers.reduce((sum, one) => sum + missing(one, { ...parts, charges }).length, 0);
    say(
      `Settling: ${charges.length} of ${parts.accepted.length} orders charged, ${absent} deliveries missing, ${distinct(deadLetters)} dead letters`,
    );
    const done =
      charges.length >= parts.accepted.length && absent === 0 && distinct(deadLetters) >= parts.poison.length;
    if (done || Date.now() > giveUp) {
      const orders = await allOrders(world);
      if (orders.every(({ status }) => status !== 'pending') || Date.now() > giveUp) {
        return { ...parts, charges, orders, deadLetters: await lettersIn(world) };
      }
    }
    await sleep(2_000);
  }
}

async function allOrders(world: World): Promise<readonly StoredOrder[]> {
  return (await Promise.all([few, many].map((tenant) => listOrders(world, tenant)))).flat();
}

async function lettersIn({ cloud }: World): Promise<readonly DeadLetter[]> {
  const letters = await Promise.all(
    deadLetterQueues.map(async (queue) =>
      (await cloud.messages(`penstock-load-${queue}`)).map(({ body }) => ({ queue, body: String(body) })),
    ),
  );
  return letters.flat();
}
