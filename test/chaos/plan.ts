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

/** The queues' time in which the declared window of the payments, 4 h, is 6 minutes. */
const speed = 40;

/** A message that crashes comes back after 6 s or more in fast time too, since functions run no faster. */
const receives = { 'webhook-fan-out': 20 };

/** All of it, at a size that shows what it is to show in some minutes; the outage is 3 h 20 min of the 4 h. */
export const fullPlan = (seed: number, orders: number): Plan => ({
  seed,
  orders,
  poison: 50,
  subscribers: 20,
  measured: { rounds: 3, orders: 100, rate: 3, processes: 12 },
  rate: 20,
  outage: { seconds: 300, rate: 3 },
  queueSpeed: speed,
  processes: 4,
  receiveCounts: receives,
  settleWithin: 600,
});

/** The same in less than a minute, with what that leaves out: a long outage, the measurement, many subscribers. */
export const smallPlan = (seed: number): Plan => ({
  seed,
  orders: 200,
  poison: 10,
  subscribers: 5,
  measured: { rounds: 0, orders: 0, rate: 1, processes: 4 },
  rate: 20,
  outage: { seconds: 9, rate: 5 },
  queueSpeed: speed,
  processes: 4,
  receiveCounts: { 'webhook-fan-out': 6 },
  settleWithin: 120,
});
