import { validation } from '../errors.ts';
import type { Position } from '../store/store.ts';
import { keyNames } from '../tables/definition.ts';
import { indexPositionOf, isOfType, keyAttributes, positionOf } from '../tables/keys.ts';
import { readItem } from '../values/attribute.ts';
import type { Source } from './page.ts';

/**
 * Where a page before ended; undefined where the request begins at the beginning.
 *
 * @throws EngineError where it is no key of the table, or of the index and the table
 */
export function readStartKey(input: unknown, { table, index }: Source): Position | undefined {
  if (input === undefined || input === null) return undefined;
  const key = readItem(input);
  const names = new Set([...keyNames(table.keys), ...(index === undefined ? [] : keyNames(index.keys))]);
  const attributes = [...keyAttributes(table.keys), ...(index === undefined ? [] : keyAttributes(index.keys))];
  if (Object.keys(key).length !== names.size || !attributes.every((attribute) => isOfType(key, attribute))) {
    throw validation('The provided starting key is invalid: The provided key element does not match the schema');
  }
  return index === undefined ? positionOf(table, key) : indexPositionOf(table, index, key);
}
