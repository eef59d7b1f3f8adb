import { seededRandom, shuffled } from '../random.ts';

/** How often something goes wrong between a source of events and a function; each chance is from 0 to 1. */
export interface FaultDial {
  /** That a batch is delivered once more, up to `delayMs` later. */
  readonly duplicate: number;
  /** That the records of a queue's batch come in another order. */
  readonly reorder: number;
  /** That a record of a queue waits up to `delayMs`, so that later ones overtake it. */
  readonly delay: number;
  readonly delayMs: number;
  /** That the function's process is killed in an invocation, at some point from its start to just before it answers. */
  readonly crash: number;
  /** That Lambda refuses an invocation with 429; the poller tries again. */
  readonly throttle: number;
  /** That a rule's target does not take an event; the bus tries again as the rule's retry policy says. */
  readonly target: number;
}

export interface FaultPlan extends Partial<FaultDial> {
  /** The same seed draws the same faults in the same order; 1 by default. */
  readonly seed?: number;
  /** Names of the functions, for `target` of the rules, that it meets, or their last part; absent: all. */
  readonly functions?: readonly string[];
}

/** What pollers and buses ask before they do anything; what tests and the command line set. */
export interface Faults {
  /** Replaces the faults there are. @throws RangeError for a chance outside 0 to 1 */
  inject(plan: FaultPlan): void;
  clear(): void;
  /** What has happened since the last `inject` or `clear`. */
  readonly counts: Readonly<Record<keyof Omit<FaultDial, 'delayMs'>, number>>;
  /** What is injected; nothing where it was cleared. */
  readonly plan: FaultPlan;
  /** Decisions for the batches of one function, or the events of one rule. */
  of(functionName: string): FaultDecisions;
}

export interface FaultDecisions {
  throttled(): boolean;
  /** Milliseconds after which the process is killed, if at all. */
  crashAfter(): number | undefined;
  targetFails(): boolean;
  /** Milliseconds after which the batch comes again, if at all. */
  duplicateAfter(): number | undefined;
  /** Milliseconds for which a record waits, if at all. */
  holdFor(): number | undefined;
  arrange<T>(records: readonly T[]): readonly T[];
}

const uncounted = { duplicate: 0, reorder: 0, delay: 0, crash: 0, throttle: 0, target: 0 };
const none: FaultDial = { ...uncounted, delayMs: 1000 };
/** A crash comes at most so many milliseconds after an invocation's start. */
const latestCrash = 50;

export function createFaults(): Faults {
  let plan: FaultPlan = {};
  let dial = none;
  const generators = new Map<string, () => number>();
  const counts = { ...uncounted };
  const reset = (next: FaultPlan) => {
    const { seed: _, functions: __, ...chances } = next;
    plan = next;
    dial = { ...none, ...chances };
    generators.clear();
    Object.assign(counts, uncounted);
  };
  const of = (functionName: string): FaultDecisions => {
    const random = () => generatorOf(functionName)();
    const happens = (kind: keyof typeof counts): boolean => {
      if (dial[kind] === 0 || !meets(plan, functionName) || random() >= dial[kind]) return false;
      counts[kind]++;
      return true;
    };
    const within = (most: number) => Math.floor(random() * most);
    return {
      throttled: () => happens('throttle'),
      targetFails: () => happens('target'),
      crashAfter: () => (happens('crash') ? within(latestCrash) : undefined),
      duplicateAfter: () => (happens('duplicate') ? within(dial.delayMs) : undefined),
      holdFor: () => (happens('delay') ? within(dial.delayMs) : undefined),
      arrange: (records) => (records.length > 1 && happens('reorder') ? shuffled(records, random) : records),
    };
  };
  const generatorOf = (functionName: string) => {
    const known = generators.get(functionName) ?? seededRandom((plan.seed ?? 1) ^ hash(functionName));
    generators.set(functionName, known);
    return known;
  };
  return {
    inject: (next) => {
      checkFaults(next);
      reset(next);
    },
    clear: () => reset({}),
    counts,
    get plan() {
      return plan;
    },
    of,
  };
}

const members = new Set([...Object.keys(none), 'seed', 'functions']);

/** @throws RangeError for what is no plan, naming the member */
export function checkFaults(plan: FaultPlan): void {
  const stranger = Object.keys(plan).find((name) => !members.has(name));
  if (stranger !== undefined) throw new RangeError(`${stranger} is none of ${[...members].join(', ')}.`);
  for (const name of Object.keys(uncounted) as (keyof typeof uncounted)[]) {
    const chance: unknown = plan[name] ?? 0;
    if (typeof chance !== 'number' || !(chance >= 0 && chance <= 1)) {
      throw new RangeError(`${name} is a chance from 0 to 1, received ${JSON.stringify(chance)}.`);
    }
  }
  const { functions, seed = 1, delayMs = 0 } = plan;
  const isNames =
    functions === undefined || (Array.isArray(functions) && functions.every((name) => typeof name === 'string'));
  if (!Number.isInteger(seed)) throw new RangeError(`seed is an integer, received ${JSON.stringify(seed)}.`);
  if (typeof delayMs !== 'number' || !(delayMs >= 0))
    throw new RangeError(`delayMs is 0 or more, received ${JSON.stringify(delayMs)}.`);
  if (!isNames) throw new RangeError('functions is a list of names.');
}

function meets({ functions }: FaultPlan, name: string): boolean {
  return functions === undefined || functions.some((wanted) => name === wanted || name.endsWith(`-${wanted}`));
}

/** @see http://www.isthe.com/chongo/tech/comp/fnv/ (FNV-1a) */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193);
  return value >>> 0;
}
