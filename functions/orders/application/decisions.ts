import type { Expected } from 'penstock/runtime/items/item-update';
import {
  type CreateDecision,
  decideByReceipt,
  type Refused,
  type Replayed,
  type Written,
} from 'penstock/runtime/items/receipt';
import { advanced, type Creation, created, type Stamp } from 'penstock/runtime/items/stored-item';
import { cancellable, changeable, contentOf, type NewOrder, type OrderPatch, patched } from '../domain/order.ts';
import { isBeingPaid } from '../domain/payment.ts';
import type { CancellationReceipt, OrderRecord } from '../domain/record.ts';

export interface Placement extends Creation {
  readonly draft: NewOrder;
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

export type PlaceDecision = CreateDecision<OrderRecord>;
export type UpdateDecision =
  | Written<OrderRecord>
  | Refused<'not-found' | 'version-mismatch' | 'wrong-state' | 'being-paid'>;
export type CancelDecision =
  | Written<OrderRecord>
  | (Replayed<OrderRecord> & { readonly receipt: CancellationReceipt })
  | Refused<'not-found' | 'key-reused' | 'wrong-state' | 'being-paid'>;

export const placed = ({ draft, ...creation }: Placement): OrderRecord => ({
  ...created(creation, 'orders.order.placed.v1'),
  status: 'pending',
  currency: draft.currency,
  content: contentOf(draft),
});

/**
 * Each decision is made on the order that is stored now. A store may apply it in one conditional write and ask again,
 * with what it found, when the condition fails: so the rules are here only. A request that finds its own request id
 * has written already: its first attempt succeeded and only the answer was lost.
 *
 * An order that is gone is told before a stale version, and that before a wrong state.
 */
export function decideUpdate(
  stored: OrderRecord | undefined,
  { patch, expected, stamp }: Pick<Update, 'patch' | 'expected' | 'stamp'>,
): UpdateDecision {
  if (stored === undefined) return { outcome: 'not-found' };
  if (stored.requestId === stamp.requestId) return { outcome: 'written', record: stored };
  if (expected !== 'any' && !expected.includes(stored.version)) return { outcome: 'version-mismatch' };
  if (!changeable.includes(stored.status)) return { outcome: 'wrong-state' };
  if (isBeingPaid(stored)) return { outcome: 'being-paid' };
  const record = {
    ...advanced(stored, stamp, 'orders.order.updated.v1'),
    content: patched(stored.content, patch),
    placedWith: stored.placedWith ?? stored.content,
  };
  return { outcome: 'written', record };
}

export function decideCancellation(
  stored: OrderRecord | undefined,
  request: Pick<Cancellation, 'key' | 'fingerprint' | 'stamp'>,
): CancelDecision {
  if (stored === undefined) return { outcome: 'not-found' };
  const earlier = decideByReceipt(stored, stored.cancellation, request);
  if (earlier !== undefined) return earlier;
  if (!cancellable.includes(stored.status)) return { outcome: 'wrong-state' };
  if (isBeingPaid(stored)) return { outcome: 'being-paid' };
  const { key, fingerprint, stamp } = request;
  const next: OrderRecord = { ...advanced(stored, stamp, 'orders.order.cancelled.v1'), status: 'cancelled' };
  const cancellation = { key, fingerprint, status: 'cancelled', version: next.version, at: stamp.at } as const;
  return { outcome: 'written', record: { ...next, cancellation } };
}
