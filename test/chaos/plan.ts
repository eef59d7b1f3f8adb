import type { ReceiveCounts } from './assembly.ts';

/** How a run goes; times are seconds. */
export interface Plan {
  readonly seed: number;
  readonly orders: number;
  readonly poison: number;
  readonly subscribers: number;
  /** Orders, before anything goes wrong, on which a dead subscriber's effect is measured: so many with and without. */
  readonly measured: { readonly orders: number; readonly rate: number };
  /** Orders a second while there is no outage. */
  readonly rate: number;
  readonly outage: { readonly seconds: number; readonly rate: number };
  /** How many times faster the queues' time goes: declared windows are hours. */
  readonly queueSpeed: number;
  readonly receiveCounts: ReceiveCounts;
  /** After the last order, until everything must have come to its end. */
  readonly settleWithin: number;
}

/** The queues' time in which the declared window of the payments, 4 h, is 6 minutes. */
const speed = 40;

/** All of it, at a size that shows what it is to show in some minutes; the outage is 3 h 20 min of the 4 h. */
export const fullPlan = (seed: number, orders: number): Plan => ({
  seed,
  orders,
  poison: 50,
  subscribers: 20,
  measured: { orders: 100, rate: 2 },
  rate: 25,
  outage: { seconds: 300, rate: 3 },
  queueSpeed: speed,
  receiveCounts: {},
  settleWithin: 600,
});

/** The same in less than a minute, with what that leaves out: a long outage, the measurement, many subscribers. */
export const smallPlan = (seed: number): Plan => ({
  seed,
  orders: 200,
  poison: 10,
  subscribers: 5,
  measured: { orders: 0, rate: 1 },
  rate: 20,
  outage: { seconds: 9, rate: 5 },
  queueSpeed: speed,
  receiveCounts: { 'webhook-fan-out': 12 },
  settleWithin: 90,
});
