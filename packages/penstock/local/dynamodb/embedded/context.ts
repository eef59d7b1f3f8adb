import type { JsonObject } from '../../json.ts';
import type { Change, Position, Store } from './store/store.ts';
import type { Catalog } from './tables/catalog.ts';
import type { TableDefinition } from './tables/definition.ts';

/** What the operations of an engine work with. */
export interface Context {
  readonly store: Store;
  readonly catalog: Catalog;
  readonly region: string;
  readonly account: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Hears of each change of an item when it is kept. */
  readonly changed: (table: TableDefinition, change: Change) => void;
  /** Keeps with each change, or not at all, what the other replicas of its table need; absent: there are none. */
  readonly replicate?: (table: TableDefinition, position: Position, change: Change) => void;
}

export type Operation = (input: JsonObject, context: Context) => JsonObject;

export function tableArn({ region, account }: Context, name: string): string {
  return `arn:aws:dynamodb:${region}:${account}:table/${name}`;
}
