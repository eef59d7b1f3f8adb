import type { Catalog } from '../embedded/tables/catalog.ts';
import type { TableDefinition } from '../embedded/tables/definition.ts';

/** The tables of a region: its own, and the strongly consistent ones that it shares with others. */
export function regionalCatalog(region: string, shared: Catalog, own: Catalog): Catalog {
  const isHere = ({ replication }: TableDefinition) => replication?.regions.includes(region) === true;
  const findShared = (name: string) => {
    const table = shared.find(name);
    return table !== undefined && isHere(table) ? table : undefined;
  };
  return {
    all: () => [...own.all(), ...shared.all().filter(isHere)].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    find: (name) => own.find(name) ?? findShared(name),
    save: (table) => (table.replication?.consistency === 'strong' ? shared : own).save(table),
    remove: (name) => (own.find(name) === undefined ? shared : own).remove(name),
    newSpace: own.newSpace,
  };
}
