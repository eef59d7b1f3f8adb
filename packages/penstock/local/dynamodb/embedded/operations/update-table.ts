import { type JsonObject, list, object } from '../../../json.ts';
import type { Context, Operation } from '../context.ts';
import { EngineError, invalidParameter, validation } from '../errors.ts';
import { describedTableOf } from '../tables/catalog.ts';
import type { IndexDefinition, KeyAttribute, StreamDefinition, TableDefinition } from '../tables/definition.ts';
import { describeTable } from '../tables/describe.ts';
import { indexEntry } from '../tables/index-entries.ts';
import { checkIndexes, readAttributes, readIndex, readStreamView } from '../tables/read-table.ts';
import { newStream } from './tables.ts';

const changes = [
  'BillingMode',
  'DeletionProtectionEnabled',
  'GlobalSecondaryIndexUpdates',
  'ProvisionedThroughput',
  'StreamSpecification',
];

export const updateTable: Operation = (input, context) => {
  const table = describedTableOf(context.catalog, input.TableName);
  if (changes.every((name) => input[name] === undefined)) {
    throw validation(`At least one of ${changes.join(', ')} is required`);
  }
  const attributes = withAttributes(table.attributes, readAttributes(input.AttributeDefinitions));
  const updates = list(input.GlobalSecondaryIndexUpdates).map(object);
  const changed = context.store.transaction(() => {
    const indexes = updates.reduce(
      (found: readonly IndexDefinition[], update) =>
        updateIndexes(context, { ...table, indexes: found }, update, attributes),
      table.indexes,
    );
    checkIndexes(indexes);
    const stream = streamAfter(context, table, input);
    const next: TableDefinition = {
      ...table,
      indexes,
      attributes: usedAttributes(attributes, table, indexes),
      isProtected: (input.DeletionProtectionEnabled ?? table.isProtected) === true,
      ...(stream === undefined ? {} : { stream }),
    };
    context.catalog.save(next);
    return next;
  });
  return { TableDescription: describeTable(context, changed) };
};

function updateIndexes(
  context: Context,
  table: TableDefinition,
  { Create, Delete, Update }: JsonObject,
  attributes: readonly KeyAttribute[],
): readonly IndexDefinition[] {
  if (Create !== undefined) {
    const index = { ...readIndex(Create, attributes), space: context.catalog.newSpace() };
    fillIndex(context, table, index);
    return [...table.indexes, index];
  }
  const name = object(Delete ?? Update).IndexName;
  const found = table.indexes.find((index) => index.name === name);
  if (found === undefined) {
    throw new EngineError('ResourceNotFoundException', `Requested resource not found: Index: ${name} not found`);
  }
  if (Delete === undefined) return table.indexes;
  context.store.clear(found.space);
  return table.indexes.filter((index) => index !== found);
}

/** Items whose key an index cannot have are not in it. */
export function fillIndex({ store }: Context, table: TableDefinition, index: IndexDefinition): void {
  for (const { item } of store.read(table.space, { from: first })) {
    const hasTypes = [index.keys.partition, index.keys.sort].every(
      (key) => key === undefined || object(item[key.name])[key.type] !== undefined,
    );
    const entry = hasTypes ? indexEntry(table, index, item) : undefined;
    if (entry !== undefined) store.put(index.space, entry);
  }
}

const none = Buffer.alloc(0);
const first = { partition: none, sort: none, item: none };

function streamAfter(context: Context, { stream }: TableDefinition, input: JsonObject): StreamDefinition | undefined {
  const view = readStreamView(input.StreamSpecification);
  if (view === undefined) return stream;
  if (view === 'off') {
    if (stream?.isEnabled !== true) throw validation('Table is already stream disabled');
    return { ...stream, isEnabled: false };
  }
  if (stream?.isEnabled === true) throw validation('Table already has an enabled stream');
  return newStream(context, view);
}

function withAttributes(old: readonly KeyAttribute[], more: readonly KeyAttribute[]): readonly KeyAttribute[] {
  const changed = more.find(({ name, type }) => old.some((one) => one.name === name && one.type !== type));
  if (changed !== undefined) throw invalidParameter(`The type of attribute ${changed.name} cannot be changed`);
  return [...old, ...more.filter(({ name }) => !old.some((one) => one.name === name))];
}

/** Those that a key still uses. */
function usedAttributes(
  attributes: readonly KeyAttribute[],
  { keys }: TableDefinition,
  indexes: readonly IndexDefinition[],
): readonly KeyAttribute[] {
  const schemas = [keys, ...indexes.map((index) => index.keys)];
  const used = new Set(schemas.flatMap(({ partition, sort }) => [partition.name, sort?.name]));
  return attributes.filter(({ name }) => used.has(name));
}
