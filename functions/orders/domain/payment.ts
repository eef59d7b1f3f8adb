/** How far the payment of an order has come; stored in the order, with the event that asked for it as its receipt. */
export type Payment =
  | { readonly state: 'capturing'; readonly at: string; readonly event: string }
  | { readonly state: 'captured'; readonly at: string; readonly event: string; readonly charge?: string }
  | { readonly state: 'failed'; readonly at: string; readonly event: string; readonly reason: string };

/** Claimed by a payment whose outcome is not known yet: nothing else may change the order until then. */
export const isBeingPaid = ({ payment }: { readonly payment?: Payment }): boolean => payment?.state === 'capturing';

/** What an order is settled by. One that costs nothing is captured without a charge. */
export type PaymentOutcome =
  | { readonly status: 'captured'; readonly charge?: string }
  | { readonly status: 'failed'; readonly reason: string };

interface Asked {
  readonly at: string;
  readonly event: string;
}

export const capturing = ({ at, event }: Asked): Payment => ({ state: 'capturing', at, event });

/** What an outcome makes of the order. */
export function settledBy({ at, event }: Asked, outcome: PaymentOutcome) {
  if (outcome.status === 'failed') {
    const payment: Payment = { state: 'failed', at, event, reason: outcome.reason };
    return { status: 'payment_failed', type: 'orders.order.payment_failed.v1', payment } as const;
  }
  const { charge } = outcome;
  const payment: Payment = { state: 'captured', at, event, ...(charge !== undefined && { charge }) };
  return { status: 'paid', type: 'orders.order.paid.v1', payment } as const;
}

/** The words of a decline may differ from one answer to the next; whether there is a charge, and which, may not. */
export const isSamePayment = (stored: Payment | undefined, given: Payment): boolean =>
  stored?.event === given.event && stored.state === given.state && chargeOf(stored) === chargeOf(given);

const chargeOf = (payment: Payment): string | undefined => (payment.state === 'captured' ? payment.charge : undefined);
