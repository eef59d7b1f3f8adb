import type { Context } from '../embedded/context.ts';
import { commitWrites } from '../embedded/operations/write.ts';
import type { StoredChange } from '../embedded/store/store.ts';
import type { TableDefinition } from '../embedded/tables/definition.ts';
import { positionOf } from '../embedded/tables/keys.ts';
import { itemSize } from '../embedded/values/size.ts';
import { isLater, putStamp, type Stamp, stampOf } from './stamps.ts';

/** Keeps a write of this region for the other replicas of its table, in the order of the writes. */
export function keepForOthers({ store, region }: Context, kept: () => void): NonNullable<Context['replicate']> {
  return ({ replication }, position, change) => {
    if (replication?.consistency !== 'eventual') return;
    const { log, stamps } = replication;
    // After what this region has seen of the item, whatever the clock says: who answers a write has read it.
    const at = Math.max(change.at, (stampOf(store, stamps, position)?.at ?? 0) + 1);
    putStamp(store, stamps, position, { at, region });
    store.append(log, { ...change, at });
    kept();
  };
}

/** Changes that are read at once. */
const most = 100;

/**
 * Gives one replica what another has written up to a moment: of each item the last write wins.
 *
 * @returns when the next change was written, if one is left
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
 */
export function pull(source: Context, target: Context, name: string, until: number): number | undefined {
  const log = eventual(source.catalog.find(name))?.log;
  const table = target.catalog.find(name);
  const stamps = eventual(table)?.stamps;
  if (log === undefined || table === undefined || stamps === undefined) return undefined;
  const { store } = target;
  const cursor = `${target.region} ${name} ${source.region}`;
  for (;;) {
    const read = Number(store.document('replication', cursor)?.read ?? 0);
    const changes = store.changes(log, read, most);
    for (const change of changes) {
      if (change.at > until) return change.at;
      const done = () => store.saveDocument('replication', cursor, { read: change.number });
      applyChange(target, table, { change, stamp: { at: change.at, region: source.region } }, done);
    }
    if (changes.length < most) return undefined;
  }
}

interface ForeignWrite {
  readonly change: StoredChange;
  readonly stamp: Stamp;
}

function applyChange(target: Context, table: TableDefinition, { change, stamp }: ForeignWrite, done: () => void): void {
  const { store } = target;
  const stamps = eventual(table)?.stamps ?? 0;
  const position = positionOf(table, change.keys);
  if (!isLater(stamp, stampOf(store, stamps, position))) {
    done();
    return;
  }
  const before = store.get(table.space, position);
  const { after } = change;
  const write = {
    table,
    key: change.keys,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after: { position, item: after, size: itemSize(after) } }),
  };
  const keepToo = () => {
    putStamp(store, stamps, position, stamp);
    done();
  };
  commitWrites({ ...target, replicate: () => {} }, [write], { keepToo });
}

function eventual(table: TableDefinition | undefined) {
  const replication = table?.replication;
  return replication?.consistency === 'eventual' ? replication : undefined;
}
