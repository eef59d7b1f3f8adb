import { object, text } from '../../../json.ts';
import type { Context, Operation } from '../context.ts';
import { validation } from '../errors.ts';
import { describedTableOf } from '../tables/catalog.ts';
import type { TableDefinition } from '../tables/definition.ts';
import { keysOf } from '../tables/keys.ts';
import { commitWrites, expiryOf } from './write.ts';

/**
 * An expiry so many seconds in the past is taken for a mistake, and the item is kept.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html
 */
const oldestSeconds = 5 * 365.25 * 24 * 60 * 60;

export const updateTimeToLive: Operation = (input, { catalog, store }) => {
  const table = describedTableOf(catalog, input.TableName);
  const { Enabled, AttributeName } = object(input.TimeToLiveSpecification);
  const attribute = text(AttributeName) ?? '';
  if (table.replication?.consistency === 'strong') {
    throw validation('Time to Live is not supported for tables with multi-Region strong consistency');
  }
  const isOn = table.expiryAttribute !== undefined;
  if (Enabled !== true && Enabled !== false) {
    throw validation('TimeToLiveSpecification.Enabled must be true or false');
  }
  if (Enabled === isOn) throw validation(`TimeToLive is already ${isOn ? 'enabled' : 'disabled'}`);
  if (!Enabled && attribute !== table.expiryAttribute) {
    throw validation(
      `TimeToLive is active on a different AttributeName: current AttributeName is ${table.expiryAttribute}`,
    );
  }
  const { expiryAttribute: _, ...rest } = table;
  const changed: TableDefinition = Enabled ? { ...rest, expiryAttribute: attribute } : rest;
  store.transaction(() => {
    catalog.save(changed);
    for (const row of store.read(table.space, { from: first }))
      store.put(table.space, row, expiryOf(changed, row.item));
  });
  return { TimeToLiveSpecification: { AttributeName: attribute, Enabled } };
};

export const describeTimeToLive: Operation = ({ TableName }, { catalog }) => {
  const { expiryAttribute } = describedTableOf(catalog, TableName);
  const status = { TimeToLiveStatus: expiryAttribute === undefined ? 'DISABLED' : 'ENABLED' };
  return {
    TimeToLiveDescription: expiryAttribute === undefined ? status : { ...status, AttributeName: expiryAttribute },
  };
};

/**
 * Deletes what has expired, as DynamoDB does within days.
 *
 * @param isIncluded of which tables; of all by default
 * @returns how many items
 */
export function deleteExpired(context: Context, isIncluded = (_: TableDefinition) => true): number {
  const { catalog, store, now } = context;
  const seconds = Math.floor(now() / 1000);
  let deleted = 0;
  for (const table of catalog.all()) {
    if (table.expiryAttribute === undefined || !isIncluded(table)) continue;
    const rows = store.expired(table.space, seconds - oldestSeconds, seconds);
    const writes = rows.map((before) => ({ table, key: keysOf(table.keys, before.item), before }));
    if (writes.length > 0) commitWrites(context, writes, { isExpiry: true });
    deleted += rows.length;
  }
  return deleted;
}

const none = Buffer.alloc(0);
const first = { partition: none, sort: none, item: none };
