import type { ReceiveCounts } from './assembly.ts';

/** How a run goes; times are seconds. */
export interface Plan {
  readonly seed: number;
  readonly orders: number;
  readonly poison: number;
  readonly subscribers: number;
  /** A dead subscriber's effect: so many rounds of each kind, of so many orders. */
  readonly measured: Measured;
  /** Orders a second while there is no outage. */
  readonly rate: number;
  readonly outage: { readonly seconds: number; readonly rate: number };
  /** How many times faster the queues' time goes: declared windows are hours. */
  readonly queueSpeed: number;
  /** The most processes of one function. */
  readonly processes: number;
  readonly receiveCounts: ReceiveCounts;
  /** After the last order, until everything must have come to its end. */
  readonly settleWithin: number;
}

export interface Measured {
  readonly rounds: number;
  readonly orders: number;
  readonly rate: number;
  /** The most processes of one function while it is measured: a share of what the contract lets a subscriber hold. */
  readonly processes: number;
}

/** The queues' time in which the declared window of the payments, 4 h, is 4 minutes. */
const speed = 60;

/**
 * A message that crashes comes back after 6 s or more in fast time too, since functions run no faster. A good one that
 * shares its batches is set apart from the third receive on; so few must leave it enough of them on a busy machine.
 */
const receives = { 'webhook-fan-out': 20 };
const fewReceives = { 'webhook-fan-out': 10 };

/** The orders from which a run is at its full length: the outage is 3 h 20 min of the 4 h. */
const FULL = 10_000;

/**
 * All of it, at a size that shows what it is to show in a quarter of an hour. A run of fewer orders is as much shorter: its
 * outage, its poison and its rounds, down to what still shows something.
 */
export function fullPlan(seed: number, orders: number): Plan {
  const share = Math.min(1, orders / FULL);
  return {
    seed,
    orders,
    poison: Math.max(10, Math.round(50 * share)),
    subscribers: 20,
    measured: { rounds: 1, orders: Math.max(40, Math.round(100 * share)), rate: 4, processes: 12 },
    rate: 30,
    outage: { seconds: Math.max(45, Math.round(200 * share)), rate: 3 },
    queueSpeed: speed,
    processes: 4,
    receiveCounts: share < 0.5 ? fewReceives : receives,
    settleWithin: 600,
  };
}

/** The same in less than a minute, with what that leaves out: a long outage, the measurement, many subscribers. */
export const smallPlan = (seed: number): Plan => ({
  seed,
  orders: 120,
  poison: 10,
  subscribers: 5,
  measured: { rounds: 0, orders: 0, rate: 1, processes: 4 },
  rate: 20,
  outage: { seconds: 9, rate: 5 },
  queueSpeed: speed,
  processes: 4,
  receiveCounts: fewReceives,
  settleWithin: 180,
});
