import type { JsonObject } from '../../../json.ts';
import { constraint } from '../errors.ts';
import type { TableDefinition } from '../tables/definition.ts';

/** Capacity units that a request takes, of the table and of its indexes by name. */
export interface Units {
  readonly table: number;
  readonly indexes: Readonly<Record<string, number>>;
}

export const noUnits: Units = { table: 0, indexes: {} };

export function addUnits(a: Units, b: Units): Units {
  const indexes = { ...a.indexes };
  for (const [name, units] of Object.entries(b.indexes)) indexes[name] = (indexes[name] ?? 0) + units;
  return { table: a.table + b.table, indexes };
}

/** Twice for what is in a transaction: it is prepared, and then done. */
export function timesUnits({ table, indexes }: Units, factor: number): Units {
  return {
    table: table * factor,
    indexes: Object.fromEntries(Object.entries(indexes).map(([name, units]) => [name, units * factor])),
  };
}

/** Read units of so many bytes: half of them where the read is eventually consistent. */
export function readUnits(bytes: number, isConsistent: boolean): number {
  return Math.max(1, Math.ceil(bytes / 4096)) * (isConsistent ? 1 : 0.5);
}

/** @throws EngineError where the request wants capacity in a form that there is not */
export function checkCapacityForm({ ReturnConsumedCapacity: form }: JsonObject): void {
  if (form === undefined || form === null || form === 'NONE' || form === 'TOTAL' || form === 'INDEXES') return;
  throw constraint(form, 'returnConsumedCapacity', 'satisfy enum value set: [INDEXES, TOTAL, NONE]');
}

/** The `ConsumedCapacity` of an answer; undefined where the request does not want it. */
export function consumedCapacity(
  { ReturnConsumedCapacity: form }: JsonObject,
  table: TableDefinition,
  units: Units,
  kind?: 'Read' | 'Write',
): JsonObject | undefined {
  if (form !== 'TOTAL' && form !== 'INDEXES') return undefined;
  const shown = (count: number) => ({
    CapacityUnits: count,
    ...(kind === undefined ? {} : { [`${kind}CapacityUnits`]: count }),
  });
  const indexes = Object.entries(units.indexes).filter(([, count]) => count > 0);
  const total = indexes.reduce((sum, [, count]) => sum + count, units.table);
  return {
    TableName: table.name,
    ...shown(total),
    ...(form === 'TOTAL' ? {} : { Table: shown(units.table) }),
    ...(form === 'TOTAL' || indexes.length === 0
      ? {}
      : { GlobalSecondaryIndexes: Object.fromEntries(indexes.map(([name, count]) => [name, shown(count)])) }),
  };
}

/** A member of an answer, if there is one. */
export function optional(name: string, value: unknown): JsonObject {
  return value === undefined ? {} : { [name]: value };
}
