import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { itemBytes, WRITE_UNIT_BYTES } from '../../../runtime/webhooks/table/item-size.ts';
import type { Item } from '../../../runtime/webhooks/table/layout.ts';
import { startWebhooksTable, type WebhooksTable } from './table.ts';

let table: WebhooksTable;
beforeAll(async () => {
  table = await startWebhooksTable();
});
afterAll(() => table.close());

/** An item of so many bytes. */
function itemOf(bytes: number): Item {
  const item = { pk: { S: 'é#1' }, sk: { S: 'delivery#1' }, version: { N: '12' }, history: { B: new Uint8Array(0) } };
  return { ...item, history: { B: new Uint8Array(bytes - itemBytes(item)) } };
}

describe('the size of an item', () => {
  it('is of its names and values', () => {
    expect(itemBytes({ pk: { S: 'é#1' }, n: { N: '12345' }, b: { B: new Uint8Array(7) } })).toBe(2 + 4 + 1 + 4 + 1 + 7);
  });

  it.each([
    [0, 1],
    [1, 2],
  ])('is what a table counts: %i bytes more than a write unit has are written in %i', async (more, units) => {
    const Item = itemOf(WRITE_UNIT_BYTES + more);
    const put = { TableName: table.name, Item, ReturnConsumedCapacity: 'TOTAL' } as const;

    const { ConsumedCapacity } = await table.client.send(new PutItemCommand(put));

    expect(ConsumedCapacity?.CapacityUnits).toBe(units);
  });

  it('fails for what is no text, number or binary', () => {
    expect(() => itemBytes({ list: { L: [] } })).toThrow('An attribute is no text, number or binary');
  });
});
