import { type DynamoDBClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { unavailable } from '../../aws/failures.ts';
import type { Item } from './layout.ts';

/**
 * Up to `limit` items, newest key first, and whether more follow: one item more than asked for shows it. A query ends
 * at 1 MB, so it may take several.
 */
export async function queryPage(
  client: DynamoDBClient,
  query: Omit<QueryCommandInput, 'Limit' | 'ScanIndexForward'>,
  limit: number,
  signal: AbortSignal,
): Promise<{ readonly items: readonly Item[]; readonly hasMore: boolean }> {
  const items: Item[] = [];
  let start = query.ExclusiveStartKey;
  do {
    const command: QueryCommand = new QueryCommand({
      ...query,
      ScanIndexForward: false,
      Limit: limit + 1 - items.length,
      ExclusiveStartKey: start,
    });
    const { Items = [], LastEvaluatedKey } = await guard(() => client.send(command, { abortSignal: signal }));
    items.push(...Items);
    start = LastEvaluatedKey;
  } while (start !== undefined && items.length <= limit);
  return { items: items.slice(0, limit), hasMore: items.length > limit };
}

/** Makes a failure that may pass what it is for callers: 503. */
export async function guard<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw unavailable(error);
  }
}
