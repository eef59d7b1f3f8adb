import { randomUUID } from 'node:crypto';
import { list, object, text } from '../../json.ts';
import type { Context, Operation } from '../embedded/context.ts';
import { validation } from '../embedded/errors.ts';
import { newStream } from '../embedded/operations/tables.ts';
import { fillIndex, updateTable } from '../embedded/operations/update-table.ts';
import { expiryOf } from '../embedded/operations/write.ts';
import type { Position } from '../embedded/store/store.ts';
import { describedTableOf } from '../embedded/tables/catalog.ts';
import type { TableDefinition } from '../embedded/tables/definition.ts';
import { describeTable } from '../embedded/tables/describe.ts';

/**
 * `UpdateTable` that gives a table replicas in other regions, at once rather than in minutes; all else is as in one region.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html
 */
export const updateReplicas =
  (contexts: ReadonlyMap<string, Context>): Operation =>
  (input, context) => {
    if (input.ReplicaUpdates === undefined) return updateTable(input, context);
    const table = describedTableOf(context.catalog, input.TableName);
    const regions = createdRegions(input.ReplicaUpdates);
    const unknown = regions.find((region) => !contexts.has(region) || region === context.region);
    if (unknown !== undefined) {
      throw validation(`Region ${unknown} cannot have a replica: it is none of the others of this stage`);
    }
    const changed = context.store.transaction(() =>
      input.MultiRegionConsistency === 'STRONG'
        ? shareTable(context, table, regions, createdRegions(input.GlobalTableWitnessUpdates)[0])
        : copyTable(
            context,
            table,
            regions.map((region) => contexts.get(region)).filter((one) => one !== undefined),
          ),
    );
    return { TableDescription: describeTable(context, changed) };
  };

function createdRegions(updates: unknown): readonly string[] {
  return list(updates).map((update) => {
    const region = text(object(object(update).Create).RegionName);
    if (region === undefined)
      throw validation('The embedded engine creates replicas, and neither changes nor deletes any');
    return region;
  });
}

/** @throws EngineError where a strongly consistent table may not be made of this one */
function shareTable(context: Context, table: TableDefinition, others: readonly string[], witness?: string) {
  const regions = [context.region, ...others];
  const isWhole = regions.length + (witness === undefined ? 0 : 1) === 3;
  const checks: readonly (readonly [isBroken: boolean, message: string])[] = [
    [table.replication !== undefined, 'The consistency of a global table cannot be changed'],
    [context.store.count(table.space).rows > 0, 'Multi-Region strong consistency is for empty tables alone'],
    [table.expiryAttribute !== undefined, 'A table with multi-Region strong consistency has no Time to Live'],
    [!isWhole, 'A table with multi-Region strong consistency has three replicas, or two and a witness'],
  ];
  const broken = checks.find(([isBroken]) => isBroken);
  if (broken !== undefined) throw validation(broken[1]);
  const shared: TableDefinition = {
    ...table,
    replication: { consistency: 'strong', regions, ...(witness === undefined ? {} : { witness }) },
  };
  context.catalog.remove(table.name);
  context.catalog.save(shared);
  return shared;
}

/** Each region gets a copy of what is there, and the writes that come. */
function copyTable(context: Context, table: TableDefinition, others: readonly Context[]): TableDefinition {
  const before = table.replication;
  if (before?.consistency === 'strong') throw validation('The consistency of a global table cannot be changed');
  const { catalog } = context;
  const spaces = () => ({ log: catalog.newSpace(), stamps: catalog.newSpace() });
  const regions = [...(before?.regions ?? [context.region]), ...others.map(({ region }) => region)];
  const source = { ...table, replication: { consistency: 'eventual' as const, ...(before ?? spaces()), regions } };
  catalog.save(source);
  for (const other of others) {
    const copy = { ...copyOf(other, source), replication: { consistency: 'eventual' as const, ...spaces(), regions } };
    other.catalog.save(copy);
    copyRows(other, source, copy);
  }
  return source;
}

function copyOf(target: Context, { indexes, stream, ...table }: TableDefinition): TableDefinition {
  const { catalog, now } = target;
  if (catalog.find(table.name) !== undefined) throw validation(`Table already exists: ${table.name}`);
  return {
    ...table,
    id: randomUUID(),
    space: catalog.newSpace(),
    indexes: indexes.map((index) => ({ ...index, space: catalog.newSpace() })),
    createdAt: now(),
    ...(stream === undefined ? {} : { stream: newStream(target, stream.viewType) }),
  };
}

function copyRows(target: Context, source: Eventual, copy: Eventual): void {
  const { store } = target;
  for (const row of store.read(source.space, { from: first })) store.put(copy.space, row, expiryOf(copy, row.item));
  for (const stamp of store.read(source.replication.stamps, { from: first })) store.put(copy.replication.stamps, stamp);
  for (const index of copy.indexes) fillIndex(target, copy, index);
}

type Eventual = TableDefinition & { readonly replication: { readonly stamps: number } };

const none = Buffer.alloc(0);
const first: Position = { partition: none, sort: none, item: none };
