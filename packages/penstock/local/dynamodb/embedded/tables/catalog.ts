import { text } from '../../../json.ts';
import { constraint, EngineError } from '../errors.ts';
import type { Store } from '../store/store.ts';
import type { Space, TableDefinition } from './definition.ts';

/** The tables that there are. */
export interface Catalog {
  /** In the order of their names. */
  all(): readonly TableDefinition[];
  find(name: string): TableDefinition | undefined;
  save(table: TableDefinition): void;
  remove(name: string): void;
  /** A space of the store that nothing was ever kept in. */
  newSpace(): Space;
}

/** @param kind of document that the tables are kept as: another kind has other tables */
export function createCatalog(store: Store, kind = 'table'): Catalog {
  const kept = store.documents(kind) as unknown as readonly TableDefinition[];
  const tables = new Map(kept.map((table) => [table.name, table]));
  return {
    all: () => [...tables.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    find: (name) => tables.get(name),
    save: (table) => {
      store.saveDocument(kind, table.name, table);
      tables.set(table.name, table);
    },
    remove: (name) => {
      store.removeDocument(kind, name);
      tables.delete(name);
    },
    newSpace: () => {
      const space = Number(store.document('counter', 'space')?.last ?? 0) + 1;
      store.saveDocument('counter', 'space', { last: space });
      return space;
    },
  };
}

/** @throws EngineError where the request names no table, or one that is not there */
export function tableOf(catalog: Catalog, value: unknown): TableDefinition {
  if (value === undefined || value === null) throw constraint(undefined, 'tableName', 'not be null');
  const table = catalog.find(tableName(value));
  if (table === undefined) throw new EngineError('ResourceNotFoundException', 'Requested resource not found');
  return table;
}

/** As `tableOf`, for the operations on tables themselves, whose message names the table. */
export function describedTableOf(catalog: Catalog, value: unknown): TableDefinition {
  if (value === undefined || value === null) throw constraint(undefined, 'tableName', 'not be null');
  const table = catalog.find(tableName(value));
  if (table !== undefined) return table;
  const message = `Requested resource not found: Table: ${tableName(value)} not found`;
  throw new EngineError('ResourceNotFoundException', message);
}

/** A request names a table by its name or its ARN. */
function tableName(value: unknown): string {
  return (text(value) ?? '').split('/').at(-1) ?? '';
}
