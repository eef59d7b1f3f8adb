import type { Refused, Written } from 'penstock/runtime/items/receipt';
import { advanced } from 'penstock/runtime/items/stored-item';
import { capturing, isSamePayment, type PaymentOutcome, settledBy } from '../domain/payment.ts';
import type { OrderRecord } from '../domain/record.ts';

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
  readonly outcome: PaymentOutcome;
}

interface Found<Outcome extends string> {
  readonly outcome: Outcome;
  readonly record: OrderRecord;
}

/** `held`: the order is this payment's since an earlier attempt that did not come to its end. */
export type ClaimDecision = Written<OrderRecord> | Found<'held' | 'settled'> | Refused<'not-found'>;
export type SettleDecision = Written<OrderRecord> | Found<'replayed'> | Refused<'claim-lost'>;

export function decideClaim(stored: OrderRecord | undefined, { cause }: Pick<Claim, 'cause'>): ClaimDecision {
  if (stored === undefined) return { outcome: 'not-found' };
  if (stored.status !== 'pending') return { outcome: 'settled', record: stored };
  if (stored.payment !== undefined) return { outcome: 'held', record: stored };
  return { outcome: 'written', record: { ...stored, payment: capturing(cause) } };
}

export function decideSettlement(
  stored: OrderRecord | undefined,
  { cause, outcome }: Pick<Settlement, 'cause' | 'outcome'>,
): SettleDecision {
  if (stored === undefined) return { outcome: 'claim-lost' };
  const { status, type, payment } = settledBy(cause, outcome);
  if (stored.status === 'pending' && stored.payment?.state === 'capturing') {
    const next = advanced(stored, stampOfCause(cause), type);
    return { outcome: 'written', record: { ...next, status, payment } };
  }
  return isSamePayment(stored.payment, payment) ? { outcome: 'replayed', record: stored } : { outcome: 'claim-lost' };
}

/** An event is a request whose id nobody else has. */
export const stampOfCause = ({ at, event, correlationId, traceparent }: Cause) => ({
  at,
  requestId: event,
  correlationId,
  ...(traceparent !== undefined && { traceparent }),
});
