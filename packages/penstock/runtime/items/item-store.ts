import type { ItemUpdate } from './item-update.ts';
import type { CreateDecision, Written } from './receipt.ts';
import type { StoredItem } from './stored-item.ts';

/** A change of one item: the rules, and the same rules as one conditional write. */
export interface Change<Entity, Decision> {
  readonly tenant: string;
  readonly id: string;
  /** Decides on the item that is stored; where that is `written`, with the item as it becomes. Pure. */
  readonly decide: (stored: Entity | undefined) => Decision;
  /** What DynamoDB is asked first: no read comes before the write. */
  readonly update: ItemUpdate;
}

/** A list of a tenant's items. */
export interface ItemList {
  readonly tenant: string;
  readonly index: string;
  /** The index's partition key. */
  readonly by: { readonly attribute: string; readonly value: string };
  readonly limit: number;
  /** The position to go on after: of the last item of the page before. */
  readonly after?: string;
}

export interface ItemPage<Listed> {
  /** Newest first. */
  readonly records: readonly Listed[];
  /** The position to go on after; absent on the last page. */
  readonly next?: string;
}

/**
 * Where the items of a context are kept, each with its outbox and its receipts. Every write is one conditional write.
 * The signal ends a call that nobody waits for any more.
 */
export interface ItemStore<Entity extends StoredItem> {
  /** As it is stored now. */
  find(tenant: string, id: string, signal: AbortSignal): Promise<Entity | undefined>;
  create(entity: Entity, signal: AbortSignal): Promise<CreateDecision<Entity>>;
  change<Decision extends { readonly outcome: string }>(
    change: Change<Entity, Decision>,
    signal: AbortSignal,
  ): Promise<Decision | Written<Entity>>;
  /** A page of what the index holds of each item. */
  list<Listed extends Pick<StoredItem, 'id' | 'createdAt'>>(
    list: ItemList,
    signal: AbortSignal,
  ): Promise<ItemPage<Listed>>;
}
