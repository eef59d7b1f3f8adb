import { type JsonObject, list, object } from '../../json.ts';
import { tablesTarget } from '../embedded/answer.ts';
import type { Context } from '../embedded/context.ts';
import { EngineError } from '../embedded/errors.ts';
import type { TableDefinition } from '../embedded/tables/definition.ts';
import { keysOf, positionOf } from '../embedded/tables/keys.ts';
import { readItem } from '../embedded/values/attribute.ts';

/** What a request does to strongly consistent tables, which takes a majority of their replicas. */
export interface StrongAccess {
  /** Those that it writes, or reads with strong consistency. */
  readonly tables: readonly TableDefinition[];
  /** The items that it writes, each known by a text of its own. */
  readonly items: readonly string[];
}

interface Access {
  readonly table: unknown;
  /** Of an item that is written; absent: it is a read. */
  readonly key?: unknown;
}

export function strongAccess(target: string, input: JsonObject, { catalog }: Context): StrongAccess {
  const found = accessesOf(target, input).flatMap(({ table: name, key }) => {
    const table = catalog.find(String(name).split('/').at(-1) ?? '');
    return table?.replication?.consistency === 'strong' ? [{ table, key }] : [];
  });
  return {
    tables: [...new Set(found.map(({ table }) => table))],
    items: [...new Set(found.flatMap(({ table, key }) => itemOf(table, key)))],
  };
}

function accessesOf(target: string, input: JsonObject): readonly Access[] {
  const table = input.TableName;
  switch (target) {
    case `${tablesTarget}.PutItem`:
      return [{ table, key: input.Item }];
    case `${tablesTarget}.UpdateItem`:
    case `${tablesTarget}.DeleteItem`:
      return [{ table, key: input.Key }];
    case `${tablesTarget}.BatchWriteItem`:
      return Object.entries(object(input.RequestItems)).flatMap(([name, writes]) =>
        list(writes).map((write) => {
          const { PutRequest, DeleteRequest } = object(write);
          return { table: name, key: object(PutRequest).Item ?? object(DeleteRequest).Key };
        }),
      );
    case `${tablesTarget}.GetItem`:
    case `${tablesTarget}.Query`:
    case `${tablesTarget}.Scan`:
      return input.ConsistentRead === true ? [{ table }] : [];
    case `${tablesTarget}.BatchGetItem`:
      return Object.entries(object(input.RequestItems))
        .filter(([, request]) => object(request).ConsistentRead === true)
        .map(([name]) => ({ table: name }));
    default:
      return [];
  }
}

/** None where the key is none of the table: then the request is refused for that. */
function itemOf(table: TableDefinition, key: unknown): readonly string[] {
  if (key === undefined) return [];
  try {
    const { partition, sort } = positionOf(table, keysOf(table.keys, readItem(key)));
    return [`${table.name} ${partition.toString('hex')} ${sort.toString('hex')}`];
  } catch (error) {
    if (error instanceof EngineError || error instanceof TypeError) return [];
    throw error;
  }
}
