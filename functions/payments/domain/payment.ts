import type { EventType } from '../../generated/events.ts';
import type { Currency, OrderStatus } from '../../generated/types.ts';

/** How far the payment of an order has come; kept in the order. */
export type Payment =
  | { readonly state: 'capturing'; readonly at: string; readonly event: string }
  | { readonly state: 'captured'; readonly at: string; readonly event: string; readonly charge?: string }
  | { readonly state: 'failed'; readonly at: string; readonly event: string; readonly reason: string };

/** The part of an order that a payment looks at. */
export interface PayableOrder {
  readonly tenant: string;
  readonly id: string;
  readonly status: OrderStatus;
  readonly currency: Currency;
  /** Minor units. */
  readonly total: number;
  readonly version: number;
  readonly payment?: Payment;
}

/** What the provider decided. */
export type ChargeOutcome =
  | { readonly status: 'succeeded'; readonly charge: string }
  | { readonly status: 'declined'; readonly reason: string }
  /** The request itself is at fault, and asking again would change nothing: no charge was made. */
  | { readonly status: 'refused'; readonly reason: string };

/** What an order is settled by. One that costs nothing is paid, and no provider is asked. */
export type Outcome = ChargeOutcome | { readonly status: 'nothing-due' };

/** Which event asks for something, when, and in which correlation and trace. */
export interface Cause {
  readonly event: string;
  /** RFC 3339, UTC, milliseconds. */
  readonly at: string;
  readonly correlationId: string;
  readonly traceparent?: string;
}

export interface Claim {
  readonly tenant: string;
  readonly orderId: string;
  readonly cause: Cause;
}

export interface Settlement extends Claim {
  readonly outcome: Outcome;
}

export type ClaimDecision =
  /** The order is this payment's, now or since an earlier attempt that did not come to its end. */
  | { readonly outcome: 'claimed'; readonly order: PayableOrder }
  /** Nothing is left to do: it is paid, failed or cancelled. */
  | { readonly outcome: 'settled'; readonly order: PayableOrder }
  | { readonly outcome: 'not-found' };

export type SettleDecision =
  | { readonly outcome: 'written'; readonly order: PayableOrder }
  /** An earlier delivery of the same event wrote it. */
  | { readonly outcome: 'replayed'; readonly order: PayableOrder }
  /** The order is not as the claim left it, or settled otherwise: a charge may exist that it does not know. */
  | { readonly outcome: 'claim-lost' };

/** The rules, for a store to apply in one conditional write and to ask again with what it found when that fails. */
export function decideClaim(stored: PayableOrder | undefined, { cause }: Pick<Claim, 'cause'>): ClaimDecision {
  if (stored === undefined) return { outcome: 'not-found' };
  if (stored.status !== 'pending') return { outcome: 'settled', order: stored };
  if (stored.payment !== undefined) return { outcome: 'claimed', order: stored };
  return { outcome: 'claimed', order: { ...stored, payment: capturing(cause) } };
}

export function decideSettlement(
  stored: PayableOrder | undefined,
  { cause, outcome }: Pick<Settlement, 'cause' | 'outcome'>,
): SettleDecision {
  if (stored === undefined) return { outcome: 'claim-lost' };
  const { status, payment } = settled(cause, outcome);
  if (stored.status === 'pending' && stored.payment?.state === 'capturing') {
    return { outcome: 'written', order: { ...stored, status, payment, version: stored.version + 1 } };
  }
  return isSame(stored.payment, payment) ? { outcome: 'replayed', order: stored } : { outcome: 'claim-lost' };
}

/** The words of a decline may differ from one answer to the next; whether there is a charge, and which, may not. */
const isSame = (kept: Payment | undefined, said: Payment): boolean =>
  kept?.event === said.event && kept.state === said.state && chargeOf(kept) === chargeOf(said);

const chargeOf = (payment: Payment): string | undefined => (payment.state === 'captured' ? payment.charge : undefined);

export const capturing = ({ at, event }: Cause): Payment => ({ state: 'capturing', at, event });

/** What an outcome makes of the order. */
export function settled({ at, event }: Cause, outcome: Outcome) {
  if (outcome.status === 'declined' || outcome.status === 'refused') {
    const payment: Payment = { state: 'failed', at, event, reason: outcome.reason };
    return { status: 'payment_failed', type: 'orders.order.payment_failed.v1' satisfies EventType, payment } as const;
  }
  const charge = outcome.status === 'succeeded' && { charge: outcome.charge };
  const payment: Payment = { state: 'captured', at, event, ...charge };
  return { status: 'paid', type: 'orders.order.paid.v1' satisfies EventType, payment } as const;
}
