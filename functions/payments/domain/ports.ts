import type { ChargeOutcome, Claim, ClaimDecision, PayableOrder, SettleDecision, Settlement } from './payment.ts';

/** The orders as payments change them: each change is one conditional write. */
export interface PayableOrders {
  /** Makes the order this payment's: nobody else may change it until it is settled. Its version stays. */
  claim(claim: Claim, signal: AbortSignal): Promise<ClaimDecision>;
  /** Writes the outcome together with its event and its receipt. */
  settle(settlement: Settlement, signal: AbortSignal): Promise<SettleDecision>;
}

export interface ChargeOptions {
  readonly signal: AbortSignal;
  /** The same charge may have been asked for before. */
  readonly retry: boolean;
  /** The trace that the charge belongs to (W3C Trace Context). */
  readonly traceparent?: string;
}

/**
 * Who takes the money. A charge is made once for an order, however often it is asked for.
 * Throws when it is not known whether the charge was made.
 */
export interface PaymentProvider {
  charge(order: Pick<PayableOrder, 'id' | 'total' | 'currency'>, options: ChargeOptions): Promise<ChargeOutcome>;
}
