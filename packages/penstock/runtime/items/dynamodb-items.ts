import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { entityOf, type Item, type ItemLayout, itemOf, keyOf } from './item-layout.ts';
import type { ItemStore } from './item-store.ts';
import { updateExpression } from './item-update.ts';
import { idAt, listPosition } from './list-position.ts';
import { queryPage } from './query-page.ts';
import { decideCreation } from './receipt.ts';
import type { StoredItem } from './stored-item.ts';

export interface ItemTable {
  readonly table: string;
  /** The region this process writes in. */
  readonly region: string;
}

/** Items in a DynamoDB table: every change is one conditional write, whose failure brings the item along. */
export function dynamoDBItems<Entity extends StoredItem>(
  client: DynamoDBClient,
  { table, region }: ItemTable,
  layout: ItemLayout<Entity>,
): ItemStore<Entity> {
  const onFailure = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
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
        ...onFailure,
      });
      try {
        await client.send(command, { abortSignal: signal });
        return { outcome: 'written', record: entity };
      } catch (error) {
        const found = foundBy(error, layout);
        return agreed(decideCreation(found, entity), found);
      }
    },
    change: async ({ tenant, id, decide, update }, signal) => {
      const command = new UpdateItemCommand({
        TableName: table,
        Key: keyOf(tenant, id),
        ...updateExpression(update, region),
        ReturnValues: 'ALL_NEW',
        ...onFailure,
      });
      try {
        const { Attributes = {} } = await client.send(command, { abortSignal: signal });
        return { outcome: 'written', record: entityOf(layout, Attributes) };
      } catch (error) {
        const found = foundBy(error, layout);
        return agreed(decide(found), found);
      }
    },
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

/** What a failed condition found; any other failure is thrown. */
function foundBy<Entity>(error: unknown, layout: ItemLayout<Entity>): Entity | undefined {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
  return error.Item && entityOf<Entity>(layout, error.Item as Item);
}

/** Says why a condition failed, by the rules that the in-memory twin applies. They may not allow what it refused. */
function agreed<Decision extends { readonly outcome: string }>(decision: Decision, found: unknown): Decision {
  if (decision.outcome === 'written' && 'record' in decision && decision.record !== found) {
    throw new Error('A condition refused a change that the rules allow');
  }
  return decision;
}
