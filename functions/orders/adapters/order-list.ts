import { type AttributeValue, type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { rethrow } from 'penstock/runtime/aws/failures';
import { tenantKey } from 'penstock/runtime/aws/tenant-key';
import { type ListRequest, listPosition, type Page } from '../domain/order-repository.ts';
import type { OrderRecord } from '../domain/record.ts';
import { type Item, keyOf, recordOf } from './order-item.ts';

/** One order more than asked for shows whether another page follows. A query ends at 1 MB, so it may take several. */
export async function listOrders(
  client: DynamoDBClient,
  table: string,
  { tenant, status, limit, after }: ListRequest,
  signal: AbortSignal,
): Promise<Page> {
  const [index, hash, value] =
    status === undefined
      ? (['byTenant', 'tenant', tenant] as const)
      : (['byTenantStatus', 'tenantStatus', tenantKey(tenant, status)] as const);
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
    const { Items = [], LastEvaluatedKey } = await client.send(command, { abortSignal: signal }).catch(rethrow);
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
