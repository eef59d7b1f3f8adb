import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { webhooksTable } from '../../../runtime/webhooks/table/layout.ts';
import { startDynamodb } from '../../../testkit/dynamodb.ts';

/** A table with the kit's layout, on an engine of its own. */
export async function startWebhooksTable() {
  const { client, stop } = await startDynamodb();
  const name = `webhooks-${randomUUID()}`;
  await client.send(new CreateTableCommand(definition(name)));
  return {
    name,
    client,
    close: async () => {
      await client.send(new DeleteTableCommand({ TableName: name }));
      await stop();
    },
  };
}

export type WebhooksTable = Awaited<ReturnType<typeof startWebhooksTable>>;

const { partitionKey, sortKey, indexes } = webhooksTable;

const schema = (partition: string, sort: string) => [
  { AttributeName: partition, KeyType: 'HASH' as const },
  { AttributeName: sort, KeyType: 'RANGE' as const },
];

const definition = (name: string): CreateTableCommand['input'] => ({
  TableName: name,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [partitionKey, sortKey, indexes.byTenant.partitionKey, indexes.byTenant.sortKey].map(
    (AttributeName) => ({ AttributeName, AttributeType: 'S' }),
  ),
  KeySchema: schema(partitionKey, sortKey),
  GlobalSecondaryIndexes: Object.entries(indexes).map(([IndexName, index]) => ({
    IndexName,
    KeySchema: schema(index.partitionKey, index.sortKey),
    Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...index.include] },
  })),
});
