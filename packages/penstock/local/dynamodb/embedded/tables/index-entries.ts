import type { Position, Row } from '../store/store.ts';
import { type AttributeValue, attributeOf, type Item } from '../values/attribute.ts';
import { isSameItem } from '../values/compare.ts';
import { itemSize } from '../values/size.ts';
import { type IndexDefinition, keyNames, type TableDefinition } from './definition.ts';
import { indexPositionOf } from './keys.ts';

/** What an index keeps of an item; undefined where the item is not in it. */
export function indexEntry(table: TableDefinition, index: IndexDefinition, item: Item): Row | undefined {
  const position = indexPositionOf(table, index, item);
  if (position === undefined) return undefined;
  const projected = projectedItem(table, index, item);
  return { position, item: projected, size: itemSize(projected) };
}

/** What a change of an item does to an index. */
export interface IndexChange {
  readonly remove?: Position;
  readonly put?: Row;
  /** Write units. */
  readonly units: number;
}

/**
 * An entry that stays where it is is written once, one that moves is deleted and put, and one of which the index shows
 * nothing new is not written.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations.Writes
 */
export function indexChange(before: Row | undefined, after: Row | undefined): IndexChange {
  if (before === undefined) return after === undefined ? { units: 0 } : { put: after, units: unitsOf(after.size) };
  if (after === undefined) return { remove: before.position, units: unitsOf(before.size) };
  if (isSamePosition(before.position, after.position)) {
    if (isSameItem(before.item, after.item)) return { units: 0 };
    return { put: after, units: unitsOf(Math.max(before.size, after.size)) };
  }
  return { remove: before.position, put: after, units: unitsOf(before.size) + unitsOf(after.size) };
}

/** Write units of so many bytes. */
export function unitsOf(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / 1024));
}

/** The attributes that an index has of every item, undefined where it has all. */
export function projectedNames(table: TableDefinition, { keys, projection }: IndexDefinition) {
  if (projection.type === 'ALL') return undefined;
  return new Set([...keyNames(table.keys), ...keyNames(keys), ...projection.attributes]);
}

function projectedItem(table: TableDefinition, index: IndexDefinition, item: Item): Item {
  const names = projectedNames(table, index);
  if (names === undefined) return item;
  const projected: Record<string, AttributeValue> = Object.create(null);
  for (const name of names) {
    const value = attributeOf(item, name);
    if (value !== undefined) projected[name] = value;
  }
  return projected;
}

function isSamePosition(a: Position, b: Position): boolean {
  return a.partition.equals(b.partition) && a.sort.equals(b.sort) && a.item.equals(b.item);
}
