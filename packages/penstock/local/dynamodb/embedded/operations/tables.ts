import { randomUUID } from 'node:crypto';
import { list } from '../../../json.ts';
import type { Context, Operation } from '../context.ts';
import { constraint, EngineError, validation } from '../errors.ts';
import { describedTableOf } from '../tables/catalog.ts';
import type { Space, StreamDefinition, TableDefinition } from '../tables/definition.ts';
import { describeTable } from '../tables/describe.ts';
import {
  checkAttributesUsed,
  checkIndexes,
  readAttributes,
  readIndex,
  readKeySchema,
  readName,
  readStreamView,
} from '../tables/read-table.ts';

export const createTable: Operation = (input, context) => {
  const { catalog, now, store } = context;
  const name = readName(input.TableName, 'tableName');
  const attributes = readAttributes(input.AttributeDefinitions);
  const keys = readKeySchema(input.KeySchema, attributes);
  if (list(input.LocalSecondaryIndexes).length > 0) {
    throw validation('The embedded engine has no local secondary indexes. Use a global one.');
  }
  const indexes = list(input.GlobalSecondaryIndexes).map((index) => readIndex(index, attributes));
  checkIndexes(indexes);
  checkAttributesUsed(attributes, [keys, ...indexes.map((index) => index.keys)]);
  const view = readStreamView(input.StreamSpecification);
  if (catalog.find(name) !== undefined) {
    throw new EngineError('ResourceInUseException', `Table already exists: ${name}`);
  }
  return store.transaction(() => {
    const table: TableDefinition = {
      name,
      id: randomUUID(),
      space: catalog.newSpace(),
      keys,
      indexes: indexes.map((index) => ({ ...index, space: catalog.newSpace() })),
      attributes,
      createdAt: now(),
      isProtected: input.DeletionProtectionEnabled === true,
      ...(view === undefined || view === 'off' ? {} : { stream: newStream(context, view) }),
    };
    catalog.save(table);
    return { TableDescription: describeTable(context, table) };
  });
};

export const describeTableOperation: Operation = ({ TableName }, context) => ({
  Table: describeTable(context, describedTableOf(context.catalog, TableName)),
});

export const deleteTable: Operation = ({ TableName }, context) => {
  const { catalog, store } = context;
  const table = describedTableOf(catalog, TableName);
  if (table.isProtected) {
    throw validation(
      `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.`,
    );
  }
  const described = describeTable(context, table, 'DELETING');
  store.transaction(() => {
    for (const space of spacesOf(table)) store.clear(space);
    catalog.remove(table.name);
  });
  return { TableDescription: described };
};

function spacesOf({ space, indexes, stream, replication }: TableDefinition): readonly Space[] {
  return [
    space,
    ...indexes.map((index) => index.space),
    ...(stream === undefined ? [] : [stream.space]),
    ...(replication?.consistency === 'eventual' ? [replication.log, replication.stamps] : []),
  ];
}

export const listTables: Operation = ({ Limit, ExclusiveStartTableName }, { catalog }) => {
  const limit = Limit === undefined || Limit === null ? 100 : Number(Limit);
  if (!(limit >= 1 && limit <= 100)) throw constraint(String(Limit), 'limit', 'have value between 1 and 100');
  const start = typeof ExclusiveStartTableName === 'string' ? ExclusiveStartTableName : '';
  const names = catalog
    .all()
    .map(({ name }) => name)
    .filter((name) => name > start);
  const shown = names.slice(0, limit);
  const last = shown.at(-1);
  return { TableNames: shown, ...(names.length > limit && last ? { LastEvaluatedTableName: last } : {}) };
};

/** A stream that begins with the next change. */
export function newStream({ catalog, now }: Context, viewType: StreamDefinition['viewType']): StreamDefinition {
  const label = new Date(now()).toISOString().replace('Z', '');
  return { space: catalog.newSpace(), label, viewType, isEnabled: true };
}
