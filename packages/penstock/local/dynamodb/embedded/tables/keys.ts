import { invalidParameter, validation } from '../errors.ts';
import type { Position } from '../store/store.ts';
import { type AttributeValue, attributeOf, type Item, readItem, typeOf } from '../values/attribute.ts';
import { partitionBytes, sortBytes } from '../values/key-bytes.ts';
import { valueSize } from '../values/size.ts';
import {
  type IndexDefinition,
  type KeyAttribute,
  type KeySchema,
  keyNames,
  type TableDefinition,
} from './definition.ts';

const none = Buffer.alloc(0);

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-partition-sort-keys */
const mostPartitionBytes = 2048;
const mostSortBytes = 1024;

/** @throws EngineError where a request's key is not one of the table, or empty, or too long */
export function readKey(table: TableDefinition, input: unknown): Item {
  const key = readItem(input);
  const names = keyNames(table.keys);
  const fits = Object.keys(key).length === names.length && keyAttributes(table.keys).every((one) => isOfType(key, one));
  if (!fits) throw validation('The provided key element does not match the schema');
  checkKeyValues(table.keys, key);
  return key;
}

/** @throws EngineError where an item has not the keys that its table and its indexes want */
export function checkKeys(table: TableDefinition, item: Item): void {
  for (const { name, type } of keyAttributes(table.keys)) {
    const value = attributeOf(item, name);
    if (value === undefined) throw invalidParameter(`Missing the key ${name} in the item`);
    if (typeOf(value) !== type) {
      throw invalidParameter(`Type mismatch for key ${name} expected: ${type} actual: ${typeOf(value)}`);
    }
  }
  checkKeyValues(table.keys, item);
  for (const index of table.indexes) checkIndexKeys(index, item);
}

/** @throws EngineError where an item cannot be in an index; one that has not all its keys is just not in it */
export function checkIndexKeys({ name: indexName, keys }: IndexDefinition, item: Item): void {
  for (const { name, type } of keyAttributes(keys)) {
    const value = attributeOf(item, name);
    if (value === undefined) continue;
    if (typeOf(value) !== type) {
      throw invalidParameter(
        `Type mismatch for Index Key ${name} Expected: ${type} Actual: ${typeOf(value)} IndexName: ${indexName}`,
      );
    }
    if (isEmpty(value)) {
      throw validation(
        'One or more parameter values are not valid. A value specified for a secondary index key is not supported. ' +
          `${cannotBeEmpty(value)} IndexName: ${indexName}, IndexKey: ${name}`,
      );
    }
    checkLength(keys, name, value);
  }
}

/** The keys that an item has of a schema. */
export function keysOf(schema: KeySchema, item: Item): Item {
  const key: Record<string, AttributeValue> = Object.create(null);
  for (const name of keyNames(schema)) {
    const value = attributeOf(item, name);
    if (value !== undefined) key[name] = value;
  }
  return key;
}

export function positionOf({ keys: { partition, sort } }: TableDefinition, item: Item): Position {
  return {
    partition: partitionBytes(valueIn(item, partition)),
    sort: sort === undefined ? none : sortBytes(valueIn(item, sort)),
    item: none,
  };
}

/** Where an item is in an index; undefined where it is not in it. */
export function indexPositionOf(table: TableDefinition, { keys }: IndexDefinition, item: Item): Position | undefined {
  const partition = attributeOf(item, keys.partition.name);
  const sort = keys.sort === undefined ? undefined : attributeOf(item, keys.sort.name);
  if (partition === undefined || (keys.sort !== undefined && sort === undefined)) return undefined;
  const own = positionOf(table, item);
  return {
    partition: partitionBytes(partition),
    sort: sort === undefined ? none : sortBytes(sort),
    item: Buffer.concat([own.partition, own.sort]),
  };
}

export function keyAttributes({ partition, sort }: KeySchema): readonly KeyAttribute[] {
  return sort === undefined ? [partition] : [partition, sort];
}

export function isOfType(item: Item, { name, type }: KeyAttribute): boolean {
  const value = attributeOf(item, name);
  return value !== undefined && typeOf(value) === type;
}

function checkKeyValues(schema: KeySchema, item: Item): void {
  for (const { name } of keyAttributes(schema)) {
    const value = attributeOf(item, name);
    if (value === undefined) continue;
    if (isEmpty(value)) {
      throw validation(`One or more parameter values are not valid. ${cannotBeEmpty(value)} Key: ${name}`);
    }
    checkLength(schema, name, value);
  }
}

function checkLength({ partition }: KeySchema, name: string, value: AttributeValue): void {
  const size = valueSize(value);
  if (name === partition.name && size > mostPartitionBytes) {
    throw invalidParameter(`Size of hashkey has exceeded the maximum size limit of${mostPartitionBytes} bytes`);
  }
  if (name !== partition.name && size > mostSortBytes) {
    throw invalidParameter(`Aggregated size of all range keys has exceeded the size limit of ${mostSortBytes} bytes`);
  }
}

function isEmpty(value: AttributeValue): boolean {
  return ('S' in value && value.S === '') || ('B' in value && value.B === '');
}

function cannotBeEmpty(value: AttributeValue): string {
  const what = 'B' in value ? 'binary' : 'string';
  return `The AttributeValue for a key attribute cannot contain an empty ${what} value.`;
}

function valueIn(item: Item, { name }: KeyAttribute): AttributeValue {
  const value = attributeOf(item, name);
  if (value === undefined) throw new TypeError(`An item has its key ${name}.`);
  return value;
}
