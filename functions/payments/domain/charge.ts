import type { Currency } from '../../generated/types.ts';

/** What is asked of whoever takes the money, once for an order. */
export interface Charge {
  /** Of the order. */
  readonly id: string;
  /** Minor units. */
  readonly total: number;
  readonly currency: Currency;
}

/** What the provider decided. */
export type ChargeOutcome =
  | { readonly status: 'succeeded'; readonly charge: string }
  | { readonly status: 'declined'; readonly reason: string }
  /** The request itself is at fault, and asking again would change nothing: no charge was made. */
  | { readonly status: 'refused'; readonly reason: string };
