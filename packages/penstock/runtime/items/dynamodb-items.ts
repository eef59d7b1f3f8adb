import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { agreed, dynamoDBChanges, foundBy, type ItemTable } from './dynamodb-changes.ts';
import { entityOf, type ItemLayout, itemOf, keyOf } from './item-layout.ts';
import type { ItemStore } from './item-store.ts';
import { idAt, listPosition } from './list-position.ts';
import { queryPage } from './query-page.ts';
import { decideCreation } from './receipt.ts';
import type { StoredItem } from './stored-item.ts';

/** Items in a DynamoDB table: every change is one conditional write, whose failure brings the item along. */
export function dynamoDBItems<Entity extends StoredItem>(
  client: DynamoDBClient,
  { table, region }: ItemTable,
  layout: ItemLayout<Entity>,
): ItemStore<Entity> {
  return {
    find: async (tenant, id, signal) => {
      const command = new GetItemCommand({ TableName: table, Key: keyOf(tenant, id), ConsistentRead: true });
      const { Item } = await client.send(command, { abortSignal: signal });
      return Item && entityOf(layout, Item);
    },
    create: async (entity, signal) => {
      const command = new PutItemCommand({
        TableName: table,
        Item: itemOf(layout, entity, region),
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      try {
        await client.send(command, { abortSignal: signal });
        return { outcome: 'written', record: entity };
      } catch (error) {
        const found = foundBy(error, layout);
        return agreed(decideCreation(found, entity), found);
      }
    },
    change: dynamoDBChanges(client, { table, region }, layout),
    list: async ({ tenant, index, by, limit, after }, signal) => {
      const query = {
        TableName: table,
        IndexName: index,
        KeyConditionExpression: '#by = :by',
        ExpressionAttributeNames: { '#by': by.attribute },
        ExpressionAttributeValues: { ':by': { S: by.value } },
        ...(after !== undefined && {
          ExclusiveStartKey: {
            ...keyOf(tenant, idAt(after)),
            listKey: { S: after },
            [by.attribute]: { S: by.value },
          },
        }),
      };
      const { items, hasMore } = await queryPage(client, query, limit, signal);
      // What the index holds of an entity, the caller of a list says by its type.
      const records = items.map((item) => entityOf(layout as ItemLayout<never>, item));
      const last = records.at(-1);
      return { records, ...(hasMore && last !== undefined && { next: listPosition(last) }) };
    },
  };
}
