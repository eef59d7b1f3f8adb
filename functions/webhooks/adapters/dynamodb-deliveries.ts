import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { unavailable } from '../../platform/aws/failures.ts';
import { type DeliveryRecord, isKnown, isRecorded, progressed, requested } from '../domain/delivery.ts';
import type { DeliveryRepository } from '../domain/delivery-repository.ts';
import { deliveryItem, deliveryKey, deliveryRecord, SORT_PREFIX } from './delivery-item.ts';
import { partitionOf } from './endpoint-item.ts';
import { guard, queryPage } from './query-page.ts';
import { TRIMMED_AFTER, trimDeliveries } from './trim-deliveries.ts';

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
  /** What is stored instead, when it is not what this write builds on. */
  const put = async (
    record: DeliveryRecord,
    on: DeliveryRecord | undefined,
    signal: AbortSignal,
  ): Promise<'written' | { readonly found: DeliveryRecord | undefined }> => {
    const command = new PutItemCommand({
      TableName: table,
      Item: deliveryItem(record),
      ...(on === undefined
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: 'version = :seen',
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
  };

  const trim = async ({ status, endpointId, event: { tenant }, updatedAt }: DeliveryRecord, signal: AbortSignal) => {
    if (status === 'pending' || random() >= TRIMMED_AFTER) return;
    await trimDeliveries(client, table, { tenant, endpointId, now: new Date(updatedAt) }, signal);
  };

  return {
    find: async (key, signal) => {
      const command = new GetItemCommand({ TableName: table, Key: deliveryKey(key), ConsistentRead: true });
      const { Item } = await guard(() => client.send(command, { abortSignal: signal }));
      return Item && deliveryRecord(Item);
    },
    record: async (progress, known, signal) => {
      let stored = known;
      for (let race = 0; race < MAX_RACES; race += 1) {
        const next = progressed(stored, progress);
        const outcome = await put(next, stored, signal);
        if (outcome === 'written') {
          await trim(next, signal);
          return next;
        }
        stored = outcome.found;
        if (stored !== undefined && isRecorded(stored, progress.attempt)) return stored;
      }
      throw overtaken();
    },
    note: async (request, known, signal) => {
      let stored = known;
      for (let race = 0; race < MAX_RACES; race += 1) {
        const next = requested(stored, request);
        const outcome = await put(next, stored, signal);
        // One that expired meanwhile begins anew with the attempt that was asked for.
        if (outcome === 'written' || outcome.found === undefined) return next;
        stored = outcome.found;
        if (isKnown(stored, request)) return stored;
      }
      throw overtaken();
    },
    list: async ({ tenant, endpointId, limit, after }, signal) => {
      const query = {
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: {
          ':pk': { S: partitionOf(tenant, endpointId) },
          ':prefix': { S: SORT_PREFIX },
        },
        ConsistentRead: true,
        ExclusiveStartKey: after === undefined ? undefined : deliveryKey({ tenant, endpointId, deliveryId: after }),
      };
      const { items, hasMore } = await queryPage(client, query, limit, signal);
      const records = items.map(deliveryRecord);
      const last = records.at(-1);
      return { records, ...(hasMore && last !== undefined && { next: last.id }) };
    },
  };
}

const overtaken = (): Error => new Error(`A delivery changed ${MAX_RACES} times before a change of it was written`);
