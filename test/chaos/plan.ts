import type { Scale } from './assembly.ts';

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
  readonly scale: Scale;
  /** After the last order, until everything must have come to its end. */
  readonly settleWithin: number;
}

/** All of it, at a size that shows what it is to show in some minutes. */
export const fullPlan = (seed: number, orders: number): Plan => ({
  seed,
  orders,
  poison: 50,
  subscribers: 20,
  measured: { orders: 300, rate: 3 },
  rate: 25,
  outage: { seconds: 240, rate: 4 },
  scale: {
    capturePayment: { queue: 'payments', retryWindow: 360, cap: 8, visibility: 10 },
    fanOutWebhooks: { queue: 'webhook-fan-out', visibility: 5, maxReceiveCount: 20 },
    deliverWebhook: { queue: 'webhook-delivery', visibility: 10 },
  },
  settleWithin: 420,
});

/** The same in less than a minute, with what that leaves out: a short outage, few measured orders. */
export const smallPlan = (seed: number): Plan => ({
  seed,
  orders: 200,
  poison: 10,
  subscribers: 5,
  measured: { orders: 0, rate: 1 },
  rate: 20,
  outage: { seconds: 9, rate: 5 },
  scale: {
    capturePayment: { queue: 'payments', retryWindow: 60, cap: 2, visibility: 10 },
    fanOutWebhooks: { queue: 'webhook-fan-out', visibility: 3, maxReceiveCount: 6, timeout: 3 },
    deliverWebhook: { queue: 'webhook-delivery', visibility: 10 },
  },
  settleWithin: 60,
});
