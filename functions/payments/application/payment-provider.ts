import type { Charge, ChargeOutcome } from '../domain/charge.ts';

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
  charge(charge: Charge, options: ChargeOptions): Promise<ChargeOutcome>;
}
