import type { Assumptions } from './assumptions.ts';
import type { Table } from './stage.ts';
import type { Usage } from './usage.ts';

const writes = new Set(['PutItem', 'UpdateItem', 'DeleteItem']);
const pages = new Set(['Query', 'Scan']);
const reads = new Set(['GetItem', 'BatchGetItem', ...pages]);

export const isWrite = (action: string): boolean => writes.has(action);
export const isTableAction = (action: string): boolean => writes.has(action) || reads.has(action);

/**
 * What one action on a table is billed: a write once for the item and once for each index, in every replica's region; a
 * read of an item strongly consistent, a page eventually, which is half. A batch reads as many items as a page has, each
 * rounded up by itself.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/global-tables-billing.html
 */
export function tableUsage(
  action: string,
  table: Table,
  region: string,
  { itemKb, pageItems }: Pick<Assumptions, 'itemKb' | 'pageItems'>,
): Usage {
  if (writes.has(action)) {
    const quantity = units(itemKb, 1) * (1 + table.indexes);
    return table.regions.map((replica) => ({ price: 'tableWrite', region: replica, quantity }));
  }
  const items = action === 'BatchGetItem' ? pageItems : 1;
  const quantity = pages.has(action) ? units(itemKb * pageItems, 4) / 2 : items * units(itemKb, 4);
  return [{ price: 'tableRead', region, quantity }];
}

const units = (kb: number, size: number): number => Math.max(1, Math.ceil(kb / size));
