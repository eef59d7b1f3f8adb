import { type JsonObject, object } from '../../../json.ts';
import { validation } from '../errors.ts';
import type { TableDefinition } from '../tables/definition.ts';
import { positionOf } from '../tables/keys.ts';
import { addUnits, consumedCapacity, noUnits, optional, type Units } from './capacity.ts';
import type { Write } from './write.ts';

/** The units of each table, in the order in which the tables come. */
export function unitsByTable(writes: readonly Pick<Write, 'table'>[], units: readonly Units[]) {
  const sums = new Map<TableDefinition, Units>();
  for (const [index, { table }] of writes.entries()) {
    sums.set(table, addUnits(sums.get(table) ?? noUnits, units[index] ?? noUnits));
  }
  return [...sums].map(([table, sum]) => ({ table, units: sum }));
}

/** The `ConsumedCapacity` of an answer about several tables. */
export function consumedOf(
  input: JsonObject,
  tables: readonly { readonly table: TableDefinition; readonly units: Units }[],
  kind?: 'Read' | 'Write',
): JsonObject {
  const consumed = tables.flatMap(({ table, units }) => consumedCapacity(input, table, units, kind) ?? []);
  return optional('ConsumedCapacity', consumed.length === 0 ? undefined : consumed);
}

/** @throws EngineError where two keys of one table are the same */
export function refuseTwice(keys: readonly Pick<Write, 'table' | 'key'>[], message: string): void {
  const seen = new Set<string>();
  for (const { table, key } of keys) {
    const { partition, sort } = positionOf(table, key);
    const name = `${table.name} ${partition.toString('hex')} ${sort.toString('hex')}`;
    if (seen.has(name)) throw validation(message);
    seen.add(name);
  }
}

/** What a batch asks of each table. @throws EngineError where it asks nothing */
export function requestItems(input: JsonObject, operation: string): readonly (readonly [string, unknown])[] {
  const requests = Object.entries(object(input.RequestItems));
  if (requests.length === 0) throw validation(`The requestItems parameter is required for ${operation}`);
  return requests;
}
