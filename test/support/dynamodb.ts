import { CreateTableCommand, DeleteTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { TableSpec } from 'penstock/constructs/context';
import { startDynamodb } from 'penstock/testkit/dynamodb';
import { orders } from '../../functions/orders/infra.ts';

/** A DynamoDB-compatible engine; DYNAMODB_ENDPOINT names another one than the package's own. */
export interface Engine {
  readonly endpoint: string;
  readonly client: DynamoDBClient;
  /** Creates a table with the keys and indexes that the data stack gives the orders. */
  createOrdersTable(name: string): Promise<void>;
  stop(): Promise<void>;
}

export async function startEngine(): Promise<Engine> {
  const { endpoint, client, stop } = await startDynamodb();
  const tables: string[] = [];
  return {
    endpoint,
    client,
    createOrdersTable: async (name) => {
      await client.send(new CreateTableCommand(tableLike(name, orders.tables.orders)));
      tables.push(name);
    },
    stop: async () => {
      for (const TableName of tables) await client.send(new DeleteTableCommand({ TableName }));
      await stop();
    },
  };
}

/** A table as DynamoDB takes it, with the keys and indexes that a context declares. */
function tableLike(name: string, { partitionKey, sortKey, indexes = {} }: TableSpec): CreateTableCommand['input'] {
  const keys = [
    partitionKey,
    sortKey,
    ...Object.values(indexes).flatMap((index) => [index.partitionKey, index.sortKey]),
  ];
  const names = new Set(keys.filter((key) => key !== undefined));
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...names].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: keySchema(partitionKey, sortKey),
    GlobalSecondaryIndexes: Object.entries(indexes).map(([IndexName, index]) => ({
      IndexName,
      KeySchema: keySchema(index.partitionKey, index.sortKey),
      Projection:
        index.include === undefined
          ? { ProjectionType: 'ALL' }
          : { ProjectionType: 'INCLUDE', NonKeyAttributes: [...index.include] },
    })),
  };
}

const keySchema = (partition: string, sort?: string): CreateTableCommand['input']['KeySchema'] => [
  { AttributeName: partition, KeyType: 'HASH' },
  ...(sort === undefined ? [] : [{ AttributeName: sort, KeyType: 'RANGE' as const }]),
];
