import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { rethrow, unavailable } from 'penstock/runtime/aws/failures';
import { decideCancellation, decidePlacement, decideUpdate, placed } from '../domain/decisions.ts';
import type { OrderRepository } from '../domain/order-repository.ts';
import type { OrderRecord } from '../domain/record.ts';
import { itemOf, keyOf, recordOf } from './order-item.ts';
import { listOrders } from './order-list.ts';
import { cancelExpression, type UpdateExpression, updateExpression } from './order-updates.ts';

/** The outcome of a conditional write: what is stored now, whether this call wrote it or found it. */
type Attempt = { readonly wrote: OrderRecord } | { readonly found: OrderRecord | undefined };

export interface OrdersTable {
  readonly table: string;
  /** The region this process writes in. */
  readonly region: string;
}

/** Orders in a DynamoDB table: every change is one conditional write, whose failure brings the item along. */
export function dynamoDBOrders(client: DynamoDBClient, { table, region }: OrdersTable): OrderRepository {
  const change = (tenant: string, id: string, expression: UpdateExpression, signal: AbortSignal): Promise<Attempt> =>
    attempt(async () => {
      const { Attributes = {} } = await client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: keyOf(tenant, id),
          ...expression,
          ReturnValues: 'ALL_NEW',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
        { abortSignal: signal },
      );
      return recordOf(Attributes);
    });

  return {
    place: async (placement, signal) => {
      const result = await attempt(async () => {
        const record = placed(placement);
        await client.send(
          new PutItemCommand({
            TableName: table,
            Item: itemOf(record, region),
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
          { abortSignal: signal },
        );
        return record;
      });
      return settle(result, (found) => decidePlacement(found, placement));
    },
    find: async (tenant, id, signal) => {
      const command = new GetItemCommand({ TableName: table, Key: keyOf(tenant, id), ConsistentRead: true });
      const { Item } = await client.send(command, { abortSignal: signal }).catch(rethrow);
      return Item && recordOf(Item);
    },
    update: async (update, signal) =>
      settle(await change(update.tenant, update.id, updateExpression(update, region), signal), (found) =>
        decideUpdate(found, update),
      ),
    cancel: async (request, signal) =>
      settle(await change(request.tenant, request.id, cancelExpression(request, region), signal), (found) =>
        decideCancellation(found, request),
      ),
    list: (request, signal) => listOrders(client, table, request, signal),
  };
}

async function attempt(write: () => Promise<OrderRecord>): Promise<Attempt> {
  try {
    return { wrote: await write() };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw unavailable(error);
    return { found: error.Item && recordOf(error.Item) };
  }
}

/** Says why a condition failed: by the same rules that the in-memory twin applies. */
function settle<Decision extends { readonly outcome: string }>(
  result: Attempt,
  decide: (found: OrderRecord | undefined) => Decision,
): Decision | { readonly outcome: 'written'; readonly record: OrderRecord } {
  if ('wrote' in result) return { outcome: 'written', record: result.wrote };
  const decision = decide(result.found);
  if (decision.outcome === 'written' && 'record' in decision && decision.record !== result.found) {
    throw new Error('A condition refused a change that the rules allow');
  }
  return decision;
}
