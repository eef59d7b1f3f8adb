import { seededRandom } from '../../packages/penstock/local/random.ts';
import { type Isolation, isolation } from './isolation.ts';
import { dyingOf, few, many, subscribe } from './listeners.ts';
import { type Accepted, placeOrders } from './orders.ts';
import { type Outage, providerOutage } from './outage.ts';
import type { Plan } from './plan.ts';
import { poisonOf, sendPoison } from './poison.ts';
import { settle } from './settle.ts';
import { type Aftermath, faultsIn } from './verdict.ts';
import { startWorld, type World } from './world.ts';

export interface Report {
  readonly changes: readonly string[];
  readonly aftermath: Aftermath;
  /** Everything that is not as promised. */
  readonly faults: readonly string[];
  readonly injected: Readonly<Record<string, number>>;
  readonly outage: { readonly seconds: number; readonly arrivals: number; readonly calls: number };
  /** Absent where none was measured. */
  readonly isolation?: Isolation;
  /** Seconds. */
  readonly took: number;
}

/** One order in so many goes to many subscribers: as many deliveries are theirs as all others are. */
const ONE_IN = 20;
/** Milliseconds: enough for every process to have met the outage, and to have opened its breaker. */
const BREAKER_OPENS = 20_000;

/** Hears of a run while it goes. */
export interface Listening {
  /** A step begins or has ended. */
  readonly say: (line: string) => void;
  /** How far a step is. */
  readonly progress: (line: string) => void;
}

/** Runs a stage through everything that may go wrong, and looks at what is left. */
export async function chaos(plan: Plan, { say, progress }: Listening): Promise<Report> {
  const began = performance.now();
  const random = seededRandom(plan.seed);
  const measured = plan.measured.rounds === 0 ? {} : { isolation: await isolation(plan, random, say) };
  const world = await startWorld(plan);
  try {
    const listeners = await subscribe(world, plan);
    world.provider.setFaults({ declineRate: 0.1, seed: plan.seed });
    const dying = dyingOf(listeners);
    if (dying !== undefined) dying.state = 'silent';
    world.cloud.faults.inject({
      seed: plan.seed,
      duplicate: 0.05,
      reorder: 0.3,
      delay: 0.05,
      crash: 0.02,
      throttle: 0.02,
    });
    const poison = poisonOf(plan.poison);
    const poisoned = sendPoison(world, poison);
    const { accepted, outage } = await load(world, plan, random, say);
    await poisoned;
    const parts = { accepted, poison, subscribers: listeners, deadLetterLogs: world.deadLetterLogs };
    const aftermath = await settle(world, plan, parts, progress);
    return {
      changes: [`the queues' time goes ${plan.queueSpeed} times faster`, ...world.changes],
      aftermath,
      faults: faultsIn(aftermath),
      injected: { ...world.cloud.faults.counts },
      outage: callsDuring(world, outage, accepted),
      ...measured,
      took: (performance.now() - began) / 1_000,
    };
  } finally {
    await world.close();
  }
}

/** The orders under all faults: some before the outage, some in it, the rest after. */
async function load(
  world: World,
  { orders, rate, outage }: Plan,
  random: () => number,
  say: (line: string) => void,
): Promise<{ readonly accepted: readonly Accepted[]; readonly outage: Outage }> {
  const during = Math.min(Math.floor(orders / 2), outage.seconds * outage.rate);
  const before = Math.floor((orders - during) / 3);
  const tenantOf = (index: number) => (index % ONE_IN === 0 ? few : many);
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
  return { accepted: [...first, ...second, ...third], outage: times };
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
