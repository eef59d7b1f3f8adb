import type { StoredItem } from './stored-item.ts';

/** An Idempotency-Key that changed an item, kept in the item. A context adds what its replay has to show. */
export interface Receipt {
  readonly key: string;
  readonly fingerprint: string;
  /** What the change made of the item. */
  readonly version: number;
  readonly at: string;
}

export interface Written<Entity> {
  readonly outcome: 'written';
  readonly record: Entity;
}

export interface Replayed<Entity> {
  readonly outcome: 'replayed';
  readonly record: Entity;
}

export interface Refused<Reason extends string> {
  readonly outcome: Reason;
}

/** What became of creating something by its deterministic id. */
export type CreateDecision<Entity> = Written<Entity> | Replayed<Entity> | Refused<'key-reused'>;

/**
 * Creates once. A request that finds its own request id has written already: its first attempt succeeded and only the
 * answer was lost.
 */
export function decideCreation<Entity extends StoredItem>(
  stored: Entity | undefined,
  entity: Entity,
): CreateDecision<Entity> {
  if (stored === undefined) return { outcome: 'written', record: entity };
  if (stored.fingerprint !== entity.fingerprint) return { outcome: 'key-reused' };
  const mine = stored.version === 1 && stored.requestId === entity.requestId;
  return { outcome: mine ? 'written' : 'replayed', record: stored };
}

export interface ReceiptedRequest {
  readonly key: string;
  readonly fingerprint: string;
  readonly stamp: { readonly requestId: string };
}

/** Changes once: what a receipt says of a request; undefined when the request has changed nothing yet. */
export function decideByReceipt<Entity extends StoredItem, Kept extends Receipt>(
  stored: Entity,
  receipt: Kept | undefined,
  { key, fingerprint, stamp }: ReceiptedRequest,
): Written<Entity> | (Replayed<Entity> & { readonly receipt: Kept }) | Refused<'key-reused'> | undefined {
  if (receipt?.key !== key) return undefined;
  if (receipt.fingerprint !== fingerprint) return { outcome: 'key-reused' };
  if (stored.requestId === stamp.requestId) return { outcome: 'written', record: stored };
  return { outcome: 'replayed', record: stored, receipt };
}
