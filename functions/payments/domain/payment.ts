import type { Currency, OrderStatus } from '../../generated/types.ts';

/** How far the payment of an order has come; kept in the order. */
export type Payment =
  | { readonly state: 'capturing'; readonly at: string; readonly event: string }
  | { readonly state: 'captured'; readonly at: string; readonly event: string; readonly charge: string }
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
  | { readonly status: 'declined'; readonly reason: string };

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
  readonly outcome: ChargeOutcome;
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
  /** The order is not as the claim left it. */
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
  if (stored.status === 'pending' && stored.payment?.state === 'capturing') {
    const { status, payment } = settled(cause, outcome);
    return { outcome: 'written', order: { ...stored, status, payment, version: stored.version + 1 } };
  }
  if (stored.payment?.event === cause.event && stored.payment.state !== 'capturing') {
    return { outcome: 'replayed', order: stored };
  }
  return { outcome: 'claim-lost' };
}

export const capturing = ({ at, event }: Cause): Payment => ({ state: 'capturing', at, event });

/** What an outcome makes of the order. */
export function settled({ at, event }: Cause, outcome: ChargeOutcome) {
  return outcome.status === 'succeeded'
    ? ({
        status: 'paid',
        type: 'orders.order.paid.v1',
        payment: { state: 'captured', at, event, charge: outcome.charge },
      } as const)
    : ({
        status: 'payment_failed',
        type: 'orders.order.payment_failed.v1',
        payment: { state: 'failed', at, event, reason: outcome.reason },
      } as const);
}
