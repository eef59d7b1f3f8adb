import { ConditionalCheckFailedException, type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { entityOf, type Item, type ItemLayout, keyOf } from './item-layout.ts';
import type { ItemStore } from './item-store.ts';
import { updateExpression } from './item-update.ts';
import type { StoredItem } from './stored-item.ts';

export interface ItemTable {
  readonly table: string;
  /** The region this process writes in. */
  readonly region: string;
}

/** Changes of items in a DynamoDB table. Apart from the store: a function that only changes need not load the rest. */
export const dynamoDBChanges =
  <Entity extends StoredItem>(
    client: DynamoDBClient,
    { table, region }: ItemTable,
    layout: ItemLayout<Entity>,
  ): ItemStore<Entity>['change'] =>
  async ({ tenant, id, decide, update }, signal) => {
    const command = new UpdateItemCommand({
      TableName: table,
      Key: keyOf(tenant, id),
      ...updateExpression(update, region),
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      const { Attributes = {} } = await client.send(command, { abortSignal: signal });
      return { outcome: 'written', record: entityOf(layout, Attributes) };
    } catch (error) {
      const found = foundBy(error, layout);
      return agreed(decide(found), found);
    }
  };

/** What a failed condition found; any other failure is thrown. */
export function foundBy<Entity>(error: unknown, layout: ItemLayout<Entity>): Entity | undefined {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
  return error.Item && entityOf<Entity>(layout, error.Item as Item);
}

/** Says why a condition failed, by the rules that the in-memory twin applies. They may not allow what it refused. */
export function agreed<Decision extends { readonly outcome: string }>(decision: Decision, found: unknown): Decision {
  if (decision.outcome === 'written' && 'record' in decision && decision.record !== found) {
    throw new Error('A condition refused a change that the rules allow');
  }
  return decision;
}
