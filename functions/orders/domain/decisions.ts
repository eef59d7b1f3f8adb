import { type Content, cancellable, changeable, contentOf, type NewOrder, type OrderPatch, patched } from './order.ts';
import { eventMark, isBeingPaid, type OrderEventType, type OrderRecord, type Receipt, type Stamp } from './record.ts';

/** Which versions a change is meant for. */
export type Expected = 'any' | readonly number[];

export interface Placement {
  readonly tenant: string;
  readonly id: string;
  readonly fingerprint: string;
  readonly draft: NewOrder;
  readonly stamp: Stamp;
}

export interface Update {
  readonly tenant: string;
  readonly id: string;
  readonly patch: OrderPatch;
  readonly expected: Expected;
  readonly stamp: Stamp;
}

export interface Cancellation {
  readonly tenant: string;
  readonly id: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly stamp: Stamp;
}

export type Written = { readonly outcome: 'written'; readonly record: OrderRecord };
export type Replayed = { readonly outcome: 'replayed'; readonly record: OrderRecord };
export type Refused<Reason extends string> = { readonly outcome: Reason };

export type PlaceDecision = Written | Replayed | Refused<'key-reused'>;
export type UpdateDecision = Written | Refused<'not-found' | 'version-mismatch' | 'wrong-state' | 'being-paid'>;
export type CancelDecision =
  | Written
  | (Replayed & { readonly receipt: Receipt })
  | Refused<'not-found' | 'key-reused' | 'wrong-state' | 'being-paid'>;

/**
 * Each decision is made on the order that is stored now. A store may apply it in one conditional write and ask again,
 * with what it found, when the condition fails: so the rules are here only. A request that finds its own request id
 * has written already: its first attempt succeeded and only the answer was lost.
 */
export function decidePlacement(stored: OrderRecord | undefined, placement: Placement): PlaceDecision {
  if (stored === undefined) return { outcome: 'written', record: placed(placement) };
  if (stored.fingerprint !== placement.fingerprint) return { outcome: 'key-reused' };
  const mine = stored.version === 1 && stored.requestId === placement.stamp.requestId;
  return { outcome: mine ? 'written' : 'replayed', record: stored };
}

export function placed({ tenant, id, fingerprint, draft, stamp }: Placement): OrderRecord {
  const { at, requestId, correlationId } = stamp;
  const content = contentOf(draft);
  const times = { createdAt: at, updatedAt: at };
  const { currency } = draft;
  return {
    tenant,
    id,
    status: 'pending',
    currency,
    content,
    version: 1,
    ...times,
    fingerprint,
    requestId,
    correlationId,
    event: eventMark('orders.order.placed.v1', stamp),
  };
}

/** An order that is gone is told before a stale version, and that before a wrong state. */
export function decideUpdate(
  stored: OrderRecord | undefined,
  { patch, expected, stamp }: Pick<Update, 'patch' | 'expected' | 'stamp'>,
): UpdateDecision {
  if (stored === undefined) return { outcome: 'not-found' };
  if (stored.requestId === stamp.requestId) return { outcome: 'written', record: stored };
  if (expected !== 'any' && !expected.includes(stored.version)) return { outcome: 'version-mismatch' };
  if (!changeable.includes(stored.status)) return { outcome: 'wrong-state' };
  if (isBeingPaid(stored)) return { outcome: 'being-paid' };
  const content: Content = patched(stored.content, patch);
  return {
    outcome: 'written',
    record: {
      ...advanced(stored, stamp, 'orders.order.updated.v1'),
      content,
      placedWith: stored.placedWith ?? stored.content,
    },
  };
}

export function decideCancellation(
  stored: OrderRecord | undefined,
  { key, fingerprint, stamp }: Pick<Cancellation, 'key' | 'fingerprint' | 'stamp'>,
): CancelDecision {
  if (stored === undefined) return { outcome: 'not-found' };
  const receipt = stored.cancellation;
  if (receipt?.key === key) {
    if (receipt.fingerprint !== fingerprint) return { outcome: 'key-reused' };
    if (stored.requestId === stamp.requestId) return { outcome: 'written', record: stored };
    return { outcome: 'replayed', record: stored, receipt };
  }
  if (!cancellable.includes(stored.status)) return { outcome: 'wrong-state' };
  if (isBeingPaid(stored)) return { outcome: 'being-paid' };
  const next: OrderRecord = { ...advanced(stored, stamp, 'orders.order.cancelled.v1'), status: 'cancelled' };
  const cancellation: Receipt = { key, fingerprint, status: 'cancelled', version: next.version, at: stamp.at };
  return { outcome: 'written', record: { ...next, cancellation } };
}

const advanced = (stored: OrderRecord, stamp: Stamp, type: OrderEventType): OrderRecord => ({
  ...stored,
  version: stored.version + 1,
  updatedAt: stamp.at,
  requestId: stamp.requestId,
  correlationId: stamp.correlationId,
  event: eventMark(type, stamp),
});
