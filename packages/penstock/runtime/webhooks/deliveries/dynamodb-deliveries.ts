import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DELIVERY_PREFIX, deliveryKey, eventKey, type Item, partitionOf } from '../table/layout.ts';
import { guard, queryPage } from '../table/query-page.ts';
import { awaited, type DeliveryRecord, isKnown, isRecorded, progressed, requested } from './delivery.ts';
import { deliveryRecord, storedEvent } from './delivery-item.ts';
import type { DeliveryRepository } from './delivery-repository.ts';
import { deliveryWriter } from './delivery-writer.ts';
import { TRIM_SHARE, trimDeliveries } from './trim-deliveries.ts';

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
  const writer = deliveryWriter(client, table);
  const get = async (Key: Item, signal: AbortSignal): Promise<Item | undefined> => {
    const command = new GetItemCommand({ TableName: table, Key, ConsistentRead: true });
    const { Item: found } = await guard(() => client.send(command, { abortSignal: signal }));
    return found;
  };
  const trim = async ({ status, tenant, endpointId, updatedAt }: DeliveryRecord, signal: AbortSignal) => {
    if (status === 'pending' || random() >= TRIM_SHARE) return;
    await trimDeliveries(client, table, { tenant, endpointId, now: new Date(updatedAt) }, signal);
  };

  return {
    find: async ({ tenant, endpointId, deliveryId }, signal) => {
      const item = await get(deliveryKey(tenant, endpointId, deliveryId), signal);
      return item && deliveryRecord(item);
    },
    findEvent: async ({ tenant, endpointId, id, event }, signal) => {
      if (event !== undefined) return event;
      const item = await get(eventKey(tenant, endpointId, id), signal);
      return item && storedEvent(item);
    },
    awaitFirst: async (message, at, signal) => {
      await writer.change(undefined, (stored) => stored ?? awaited(message, at), message, signal);
    },
    record: async (progress, known, signal) => {
      const next = (stored: DeliveryRecord | undefined) =>
        stored !== undefined && isRecorded(stored, progress.attempt) ? stored : progressed(stored, progress);
      const record = await writer.change(known, next, progress.message, signal);
      await trim(record, signal);
      return record;
    },
    note: async (request, known, signal) => {
      const next = (stored: DeliveryRecord | undefined) => {
        // One that expired meanwhile begins anew with the attempt that is asked for.
        if (stored === undefined) return undefined;
        return isKnown(stored, request) ? stored : requested(stored, request);
      };
      return (await writer.change(known, next, request, signal)) ?? requested(known, request);
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
