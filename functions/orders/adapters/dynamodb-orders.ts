import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { unavailable } from '../../platform/aws/failures.ts';
import { decideCancellation, decidePlacement, decideUpdate, placed } from '../domain/decisions.ts';
import { type ListRequest, listPosition, type OrderRepository, type Page } from '../domain/order-repository.ts';
import type { OrderRecord } from '../domain/record.ts';
import { type Item, itemOf, keyOf, recordOf } from './order-item.ts';
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
      const { Item } = await guard(() => client.send(command, { abortSignal: signal }));
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

async function guard<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw unavailable(error);
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

/** One order more than asked for shows whether another page follows. A query ends at 1 MB, so it may take several. */
async function listOrders(
  client: DynamoDBClient,
  table: string,
  { tenant, status, limit, after }: ListRequest,
  signal: AbortSignal,
): Promise<Page> {
  const [index, hash, value] =
    status === undefined
      ? (['byTenant', 'tenant', tenant] as const)
      : (['byTenantStatus', 'tenantStatus', `${tenant}#${status}`] as const);
  const records: OrderRecord[] = [];
  let start: Item | undefined = after === undefined ? undefined : startKey(hash, value, tenant, after);
  do {
    const command: QueryCommand = new QueryCommand({
      TableName: table,
      IndexName: index,
      KeyConditionExpression: '#hash = :hash',
      ExpressionAttributeNames: { '#hash': hash },
      ExpressionAttributeValues: { ':hash': { S: value } },
      ScanIndexForward: false,
      Limit: limit + 1 - records.length,
      ExclusiveStartKey: start,
    });
    const { Items = [], LastEvaluatedKey } = await guard(() => client.send(command, { abortSignal: signal }));
    records.push(...Items.map(recordOf));
    start = LastEvaluatedKey;
  } while (start !== undefined && records.length <= limit);
  const page = records.slice(0, limit);
  const last = page.at(-1);
  return { records: page, ...(records.length > limit && last !== undefined && { next: listPosition(last) }) };
}

/** The key of the order at a list position: of the table and of the index. */
function startKey(hash: string, value: string, tenant: string, position: string): Record<string, AttributeValue> {
  const id = position.slice(position.indexOf('#') + 1);
  return { ...keyOf(tenant, id), listKey: { S: position }, [hash]: { S: value } };
}
