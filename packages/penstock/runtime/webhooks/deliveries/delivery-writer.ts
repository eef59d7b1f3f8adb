import { ConditionalCheckFailedException, type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { unavailable } from '../../aws/failures.ts';
import type { DeliveryMessage, WebhookEvent } from '../event.ts';
import type { Item } from '../table/layout.ts';
import { guard } from '../table/query-page.ts';
import { type DeliveryRecord, isKnown } from './delivery.ts';
import { deliveryItem, deliveryRecord, eventItem } from './delivery-item.ts';

/** How often a change that others overtook is made again to what they wrote. */
const MAX_RACES = 10;

export interface DeliveryWriter {
  /** Writes what comes next of what is stored; nothing, where that is the same or undefined. */
  change<Next extends DeliveryRecord | undefined>(
    known: DeliveryRecord | undefined,
    nextOf: (stored: DeliveryRecord | undefined) => Next,
    message: DeliveryMessage,
    signal: AbortSignal,
  ): Promise<Next>;
}

export function deliveryWriter(client: DynamoDBClient, table: string): DeliveryWriter {
  const putEvent = async (record: DeliveryRecord, event: WebhookEvent, signal: AbortSignal): Promise<void> => {
    const command = new PutItemCommand({ TableName: table, Item: eventItem(record, event) });
    await guard(() => client.send(command, { abortSignal: signal }));
  };
  return {
    change: async (known, nextOf, message, signal) => {
      let stored = known;
      for (let race = 0; race < MAX_RACES; race += 1) {
        const next = nextOf(stored);
        if (next === undefined || next === stored) return next;
        const { item, hasEvent } = deliveryItem(next);
        // Before the record that does without: no delivery is ever without its event.
        if (!hasEvent && isEventDue(stored, message)) await putEvent(next, message.data.event, signal);
        const outcome = await putDelivery(client, table, item, stored, signal);
        if (outcome === 'written') return { ...next, ...deliveryRecord(item) };
        stored = outcome.found;
      }
      throw new Error(`A delivery changed ${MAX_RACES} times before a change of it was written`);
    },
  };
}

/**
 * Whether an event that lies apart is to be written: the first time, and once for each request, so that it outlives
 * what is then retained anew.
 */
const isEventDue = (stored: DeliveryRecord | undefined, message: DeliveryMessage): boolean =>
  stored === undefined || stored.event !== undefined || !isKnown(stored, message);

/** Writes a delivery that builds on another, or on none; what is found in its place otherwise. */
async function putDelivery(
  client: DynamoDBClient,
  table: string,
  item: Item,
  on: DeliveryRecord | undefined,
  signal: AbortSignal,
): Promise<'written' | { readonly found: DeliveryRecord | undefined }> {
  const command = new PutItemCommand({
    TableName: table,
    Item: item,
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
