import { type JsonObject, list, object, text } from '../../json.ts';
import type { TableDefinition } from '../tables.ts';

/** The keys of a table or an index, with the types that the table declares for them. */
export interface KeySchema {
  readonly hash: string;
  readonly range?: string;
  readonly types: ReadonlyMap<string, string>;
}

/** What the checks know of a table. */
export interface CheckedTable {
  /** Replicated with multi-region strong consistency. */
  readonly isStrong: boolean;
  /** Of the table itself under `''`, of each index under its name. */
  readonly keys: ReadonlyMap<string, KeySchema>;
}

export function checkedTable({ isStrong, request }: TableDefinition): CheckedTable {
  const types = new Map(
    list(request.AttributeDefinitions)
      .map(object)
      .map(({ AttributeName, AttributeType }) => [String(AttributeName), String(AttributeType)]),
  );
  const indexes = list(request.GlobalSecondaryIndexes).map(object);
  const keys = [['', request] as const, ...indexes.map((index) => [String(index.IndexName), index] as const)];
  return { isStrong, keys: new Map(keys.map(([name, owner]) => [name, keySchema(owner, types)])) };
}

function keySchema({ KeySchema }: JsonObject, types: ReadonlyMap<string, string>): KeySchema {
  const named = (type: string) =>
    text(
      list(KeySchema)
        .map(object)
        .find(({ KeyType }) => KeyType === type)?.AttributeName,
    );
  const range = named('RANGE');
  return { hash: named('HASH') ?? '', types, ...(range === undefined ? {} : { range }) };
}

/** A request names a table by its name or its ARN. */
export function tableNameOf(value: unknown): string {
  return (text(value) ?? '').split('/').at(-1) ?? '';
}
