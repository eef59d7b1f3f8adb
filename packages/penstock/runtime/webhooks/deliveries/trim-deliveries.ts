import { DeleteItemCommand, type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { DELIVERY_PREFIX, EVENT_PREFIX, type Item, partitionOf, RETENTION_SECONDS } from '../table/layout.ts';
import { firstIdOf } from './delivery-id.ts';

/** Of the deliveries that end, the share after which old ones are looked for. */
export const TRIM_SHARE = 0.2;
/** Deleted each time at most: with the share, twice as many as come. */
const TRIM_LIMIT = 10;

export interface Trimming {
  readonly tenant: string;
  readonly endpointId: string;
  readonly now: Date;
}

/**
 * Deletes the oldest deliveries to an endpoint, and events of deliveries, that have expired; a strongly consistent table
 * does not do it by itself. Where nothing is that old the two queries find nothing, for half a read unit each. Never
 * throws: what one leaves, the next finds.
 */
export async function trimDeliveries(
  client: DynamoDBClient,
  table: string,
  trimming: Trimming,
  signal: AbortSignal,
): Promise<void> {
  await Promise.allSettled(
    [DELIVERY_PREFIX, EVENT_PREFIX].map((prefix) => trim(client, table, { ...trimming, prefix }, signal)),
  );
}

async function trim(
  client: DynamoDBClient,
  table: string,
  { tenant, endpointId, now, prefix }: Trimming & { readonly prefix: string },
  signal: AbortSignal,
): Promise<void> {
  const seconds = { N: String(Math.floor(now.getTime() / 1000)) };
  const query = new QueryCommand({
    TableName: table,
    // A delivery is no older than its event, so none of a later event has expired.
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
    FilterExpression: 'expiresAt <= :now',
    ProjectionExpression: 'pk, sk',
    ExpressionAttributeValues: {
      ':pk': partitionOf(tenant, endpointId),
      ':first': { S: prefix },
      ':last': { S: `${prefix}${firstIdOf(now.getTime() - RETENTION_SECONDS * 1000)}` },
      ':now': seconds,
    },
    Limit: TRIM_LIMIT,
  });
  const remove = ({ pk = { NULL: true }, sk = { NULL: true } }: Item) =>
    client.send(
      new DeleteItemCommand({
        TableName: table,
        Key: { pk, sk },
        // It may have been sent again since.
        ConditionExpression: 'expiresAt <= :now',
        ExpressionAttributeValues: { ':now': seconds },
      }),
      { abortSignal: signal },
    );
  const { Items = [] } = await client.send(query, { abortSignal: signal });
  await Promise.allSettled(Items.map(remove));
}
