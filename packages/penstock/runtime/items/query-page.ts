import {
  type AttributeValue,
  type DynamoDBClient,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';

/**
 * Up to `limit` items, newest key first, and whether more follow: one item more than asked for shows it. A query ends
 * at 1 MB, so it may take several.
 */
export async function queryPage(
  client: DynamoDBClient,
  query: Omit<QueryCommandInput, 'Limit' | 'ScanIndexForward'>,
  limit: number,
  signal: AbortSignal,
): Promise<{ readonly items: readonly Record<string, AttributeValue>[]; readonly hasMore: boolean }> {
  const items: Record<string, AttributeValue>[] = [];
  let start = query.ExclusiveStartKey;
  do {
    const command: QueryCommand = new QueryCommand({
      ...query,
      ScanIndexForward: false,
      Limit: limit + 1 - items.length,
      ExclusiveStartKey: start,
    });
    const { Items = [], LastEvaluatedKey } = await client.send(command, { abortSignal: signal });
    items.push(...Items);
    start = LastEvaluatedKey;
  } while (start !== undefined && items.length <= limit);
  return { items: items.slice(0, limit), hasMore: items.length > limit };
}
