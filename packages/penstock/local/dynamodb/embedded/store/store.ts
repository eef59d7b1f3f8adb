import type { JsonObject } from '../../../json.ts';
import type { Space } from '../tables/definition.ts';
import type { Item } from '../values/attribute.ts';

/** Where a row is among those of its space; all three are in the order of their bytes. */
export interface Position {
  /** Of the partition key, with its hash in front. */
  readonly partition: Buffer;
  readonly sort: Buffer;
  /** In an index, of the item's key in the table: many items may have one key of the index. */
  readonly item: Buffer;
}

export interface Row {
  readonly position: Position;
  readonly item: Item;
  /** In bytes, as DynamoDB counts. */
  readonly size: number;
}

/** From a position on, up to another and without it; absent: to the end of the space. */
export interface Range {
  readonly from: Position;
  readonly to?: Position;
}

/** One change of an item. */
export interface Change {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly keys: Item;
  readonly before?: Item;
  readonly after?: Item;
  /** Expiry deleted it, not a request. */
  readonly isExpiry: boolean;
}

export interface StoredChange extends Change {
  readonly number: number;
}

/**
 * What tables are kept in: rows in the order of their positions, the changes of tables in the order of their numbers,
 * and documents by name. Everything is done when a call returns, so nothing can come between.
 */
export interface Store {
  /** All that is written by `work` is kept, or nothing where it throws. */
  transaction<T>(work: () => T): T;
  get(space: Space, position: Position): Row | undefined;
  /** @param expiresAt seconds since the epoch; absent: never */
  put(space: Space, row: Row, expiresAt?: number): void;
  delete(space: Space, position: Position): void;
  /** The rows of a range, from its end where `isBackward`; reads on as they are taken. */
  read(space: Space, range: Range, isBackward?: boolean): Iterable<Row>;
  /** The rows that expire after one moment and until another, in seconds since the epoch. */
  expired(space: Space, after: number, until: number): readonly Row[];
  count(space: Space): { readonly rows: number; readonly bytes: number };
  /** Removes the rows and the changes of a space. */
  clear(space: Space): void;
  /** @returns its number, higher than all before */
  append(space: Space, change: Change): number;
  /** The changes after a number, oldest first. */
  changes(space: Space, after: number, limit: number): readonly StoredChange[];
  /** The number of the newest change of a space, 0 where there is none. */
  newest(space: Space): number;
  documents(kind: string): readonly JsonObject[];
  document(kind: string, name: string): JsonObject | undefined;
  saveDocument(kind: string, name: string, document: object): void;
  removeDocument(kind: string, name: string): void;
  close(): void;
}
