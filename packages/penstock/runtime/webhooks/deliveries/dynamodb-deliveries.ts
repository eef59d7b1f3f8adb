import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { unavailable } from '../../aws/failures.ts';
import { DELIVERY_PREFIX, deliveryKey, partitionOf } from '../table/layout.ts';
import { guard, queryPage } from '../table/query-page.ts';
import { awaited, type DeliveryRecord, isKnown, isRecorded, progressed, requested } from './delivery.ts';
import { deliveryItem, deliveryRecord } from './delivery-item.ts';
import type { DeliveryRepository } from './delivery-repository.ts';
import { TRIM_SHARE, trimDeliveries } from './trim-deliveries.ts';

/** How often a change that others overtook is made again to what they wrote. */
const MAX_RACES = 10;

export interface DeliveriesOptions {
  /** At least 0, less than 1. */
  readonly random?: () => number;
}

/** Deliveries in a DynamoDB table, each beside its endpoint. Some of those that end take expired ones along. */
export function dynamoDBDeliveries(
  client: DynamoDBClient,
  table: string,
  { random = Math.random }: DeliveriesOptions = {},
): DeliveryRepository {
  const put: Put = (record, on, signal) => putDelivery(client, table, record, on, signal);
  const trim = async ({ status, endpointId, event: { tenant }, updatedAt }: DeliveryRecord, signal: AbortSignal) => {
    if (status === 'pending' || random() >= TRIM_SHARE) return;
    await trimDeliveries(client, table, { tenant, endpointId, now: new Date(updatedAt) }, signal);
  };

  return {
    find: async ({ tenant, endpointId, deliveryId }, signal) => {
      const Key = deliveryKey(tenant, endpointId, deliveryId);
      const command = new GetItemCommand({ TableName: table, Key, ConsistentRead: true });
      const { Item } = await guard(() => client.send(command, { abortSignal: signal }));
      return Item && deliveryRecord(Item);
    },
    awaitFirst: async (message, at, signal) => {
      await change(put, undefined, (stored) => stored ?? awaited(message, at), signal);
    },
    record: async (progress, known, signal) => {
      const next = (stored: DeliveryRecord | undefined) =>
        stored !== undefined && isRecorded(stored, progress.attempt) ? stored : progressed(stored, progress);
      const record = await change(put, known, next, signal);
      await trim(record, signal);
      return record;
    },
    note: async (request, known, signal) => {
      const next = (stored: DeliveryRecord | undefined) => {
        // One that expired meanwhile begins anew with the attempt that is asked for.
        if (stored === undefined) return undefined;
        return isKnown(stored, request) ? stored : requested(stored, request);
      };
      return (await change(put, known, next, signal)) ?? requested(known, request);
    },
    list: async ({ tenant, endpointId, limit, after }, signal) => {
      const query = {
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: {
          ':pk': partitionOf(tenant, endpointId),
          ':prefix': { S: DELIVERY_PREFIX },
        },
        ConsistentRead: true,
        ExclusiveStartKey: after === undefined ? undefined : deliveryKey(tenant, endpointId, after),
      };
      const { items, hasMore } = await queryPage(client, query, limit, signal);
      const records = items.map(deliveryRecord);
      const last = records.at(-1);
      return { records, ...(hasMore && last !== undefined && { next: last.id }) };
    },
  };
}

type Put = (
  record: DeliveryRecord,
  on: DeliveryRecord | undefined,
  signal: AbortSignal,
) => Promise<'written' | { readonly found: DeliveryRecord | undefined }>;

/** Writes what comes next of what is stored; nothing, where that is the same or undefined. */
async function change<Next extends DeliveryRecord | undefined>(
  put: Put,
  known: DeliveryRecord | undefined,
  nextOf: (stored: DeliveryRecord | undefined) => Next,
  signal: AbortSignal,
): Promise<Next> {
  let stored = known;
  for (let race = 0; race < MAX_RACES; race += 1) {
    const next = nextOf(stored);
    if (next === undefined || next === stored) return next;
    const outcome = await put(next, stored, signal);
    if (outcome === 'written') return next;
    stored = outcome.found;
  }
  throw new Error(`A delivery changed ${MAX_RACES} times before a change of it was written`);
}

/** Writes a delivery that builds on another, or on none; what is found in its place otherwise. */
async function putDelivery(
  client: DynamoDBClient,
  table: string,
  record: DeliveryRecord,
  on: DeliveryRecord | undefined,
  signal: AbortSignal,
): ReturnType<Put> {
  const command = new PutItemCommand({
    TableName: table,
    Item: deliveryItem(record),
    ...(on === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: '#version = :seen',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':seen': { N: String(on.version) } },
        }),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  try {
    await client.send(command, { abortSignal: signal });
    return 'written';
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw unavailable(error);
    return { found: error.Item && deliveryRecord(error.Item) };
  }
}
