import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { webhooks } from '../../../functions/webhooks/infra.ts';
import { type Engine, tableLike } from '../../support/dynamodb.ts';

/** Creates a table with the keys and the index that the data stack gives the webhooks. */
export async function createWebhooksTable({ client }: Engine): Promise<{ name: string; drop: () => Promise<void> }> {
  const name = `webhooks-${randomUUID()}`;
  await client.send(new CreateTableCommand(tableLike(name, webhooks.tables.webhooks)));
  return {
    name,
    drop: async () => {
      await client.send(new DeleteTableCommand({ TableName: name }));
    },
  };
}
