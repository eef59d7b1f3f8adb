import type { Context } from '../context.ts';
import { validation } from '../errors.ts';
import type { Change, Row } from '../store/store.ts';
import type { TableDefinition } from '../tables/definition.ts';
import { indexChange, indexEntry, unitsOf } from '../tables/index-entries.ts';
import { keysOf, positionOf } from '../tables/keys.ts';
import { attributeOf, type Item } from '../values/attribute.ts';
import { isSameItem } from '../values/compare.ts';
import { parseNumber } from '../values/number.ts';
import { itemSize } from '../values/size.ts';
import type { Units } from './capacity.ts';

/** A write of one item, read from its request. */
export interface Write {
  readonly table: TableDefinition;
  readonly key: Item;
  /** The item after the write, undefined where there is none. @throws EngineError where the write may not be done */
  readonly change: (before: Item | undefined) => Item | undefined;
}

/** A write that may be done, and is not yet. */
export interface Evaluated {
  readonly table: TableDefinition;
  readonly key: Item;
  readonly before?: Row;
  readonly after?: Row;
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-items */
const mostItemBytes = 400 * 1024;

/** @throws EngineError where the write may not be done */
export function evaluateWrite({ store }: Context, { table, key, change }: Write): Evaluated {
  const position = positionOf(table, key);
  const before = store.get(table.space, position);
  const item = change(before?.item);
  return {
    table,
    key,
    ...(before === undefined ? {} : { before }),
    ...(item === undefined ? {} : { after: { position, item, size: itemSize(item) } }),
  };
}

/** @throws EngineError where the item is too large */
export function checkItemSize(item: Item, what: 'Item size' | 'Item size to update'): void {
  if (itemSize(item) > mostItemBytes) throw validation(`${what} has exceeded the maximum allowed size`);
}

export interface WriteOptions {
  /** Expiry deletes, not a request. */
  readonly isExpiry?: boolean;
  /** What else is kept with the writes, or not at all. */
  readonly keepToo?: () => void;
}

/** Does some writes, all or none, in their tables, indexes and streams. @returns what each takes */
export function commitWrites(
  context: Context,
  writes: readonly Evaluated[],
  { isExpiry = false, keepToo = () => {} }: WriteOptions = {},
): readonly Units[] {
  const changes: { readonly table: TableDefinition; readonly change: Change }[] = [];
  const units = context.store.transaction(() => {
    keepToo();
    return writes.map((write) => {
      const change = changeOf(context, write, isExpiry);
      if (change !== undefined) changes.push({ table: write.table, change });
      return commitWrite(context, write, change);
    });
  });
  for (const { table, change } of changes) context.changed(table, change);
  return units;
}

function commitWrite(context: Context, { table, key, before, after }: Evaluated, change: Change | undefined): Units {
  const { store } = context;
  if (after !== undefined) store.put(table.space, after, expiryOf(table, after.item));
  else if (before !== undefined) store.delete(table.space, before.position);
  const indexes: Record<string, number> = {};
  for (const index of table.indexes) {
    const entryOf = (row: Row | undefined) => (row === undefined ? undefined : indexEntry(table, index, row.item));
    const { remove, put, units } = indexChange(entryOf(before), entryOf(after));
    if (remove !== undefined) store.delete(index.space, remove);
    if (put !== undefined) store.put(index.space, put);
    indexes[index.name] = units;
  }
  if (change !== undefined) {
    if (table.stream?.isEnabled === true) store.append(table.stream.space, change);
    context.replicate?.(table, positionOf(table, key), change);
  }
  return { table: unitsOf(Math.max(before?.size ?? 0, after?.size ?? 0)), indexes };
}

/** A write that leaves an item as it was is no change. */
function changeOf({ now }: Context, { table, key, before, after }: Evaluated, isExpiry: boolean): Change | undefined {
  if (before === undefined && after === undefined) return undefined;
  if (before !== undefined && after !== undefined && isSameItem(before.item, after.item)) return undefined;
  return {
    at: now(),
    keys: keysOf(table.keys, key),
    ...(before === undefined ? {} : { before: before.item }),
    ...(after === undefined ? {} : { after: after.item }),
    isExpiry,
  };
}

/** When an item expires, in seconds since the epoch; undefined where never. */
export function expiryOf({ expiryAttribute }: TableDefinition, item: Item): number | undefined {
  const value = expiryAttribute === undefined ? undefined : attributeOf(item, expiryAttribute);
  if (value === undefined || !('N' in value)) return undefined;
  const { digits, exponent } = parseNumber(value.N);
  return exponent > 15 ? undefined : Math.trunc(Number(digits) * 10 ** exponent);
}
