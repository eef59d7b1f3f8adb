import type { Currency, OrderStatus } from '../domain/order.ts';
import type { Payment } from '../domain/payment.ts';
import type { Claim, Settlement } from './payment-decisions.ts';

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

export type ClaimResult =
  /** The order is this payment's, now or since an earlier attempt that did not come to its end. */
  | { readonly outcome: 'claimed'; readonly order: PayableOrder }
  /** Nothing is left to do: it is paid, failed or cancelled. */
  | { readonly outcome: 'settled'; readonly order: PayableOrder }
  | { readonly outcome: 'not-found' };

export type SettleResult =
  | { readonly outcome: 'written'; readonly order: PayableOrder }
  /** An earlier delivery of the same event wrote it. */
  | { readonly outcome: 'replayed'; readonly order: PayableOrder }
  /** The order is not as the claim left it, or settled otherwise: a charge may exist that it does not know. */
  | { readonly outcome: 'claim-lost' };

/** The orders as payments change them: each change is one conditional write. */
export interface PayableOrders {
  /** Makes the order this payment's: nobody else may change it until it is settled. Its version stays. */
  claim(claim: Claim, signal: AbortSignal): Promise<ClaimResult>;
  /** Writes the outcome together with its event and its receipt. */
  settle(settlement: Settlement, signal: AbortSignal): Promise<SettleResult>;
}
