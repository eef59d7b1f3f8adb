import { expect, it } from '@jest/globals';
import { tableUsage } from '../../cost/tables.ts';

const table = { regions: ['eu-west-1'], indexes: 2 };

it.each([
  ['PutItem', 1, 3],
  ['PutItem', 1.1, 6],
  ['UpdateItem', 0.2, 3],
  ['DeleteItem', 1, 3],
])('%s of %d KB writes %d units: the item and two indexes', (action, itemKb, quantity) => {
  expect(tableUsage(action, table, 'eu-west-1', { itemKb, pageItems: 20 })).toEqual([
    { price: 'tableWrite', region: 'eu-west-1', quantity },
  ]);
});

it.each([
  ['GetItem', 4, 20, 1],
  ['GetItem', 4.1, 20, 2],
  ['BatchGetItem', 4.1, 20, 40],
  ['Query', 1, 8, 1],
  ['Query', 1, 9, 1.5],
  ['Scan', 0.01, 1, 0.5],
])('%s of %d KB, %d in a page, reads %d units', (action, itemKb, pageItems, quantity) => {
  expect(tableUsage(action, table, 'eu-west-1', { itemKb, pageItems })).toEqual([
    { price: 'tableRead', region: 'eu-west-1', quantity },
  ]);
});

it('is paid for in the region of every replica when it writes, in its own when it reads', () => {
  const replicated = { regions: ['eu-west-1', 'eu-west-2'], indexes: 0 };
  const usage = { itemKb: 1, pageItems: 1 };

  expect(tableUsage('PutItem', replicated, 'eu-west-1', usage)).toEqual([
    { price: 'tableWrite', region: 'eu-west-1', quantity: 1 },
    { price: 'tableWrite', region: 'eu-west-2', quantity: 1 },
  ]);
  expect(tableUsage('GetItem', replicated, 'eu-west-2', usage)).toEqual([
    { price: 'tableRead', region: 'eu-west-2', quantity: 1 },
  ]);
});
