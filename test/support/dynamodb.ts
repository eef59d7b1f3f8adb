import { CreateTableCommand, DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import type { TableSpec } from 'penstock/constructs/context';
import { startTestEngine, type TestEngine } from 'penstock/testkit/dynamodb-engine';
import { orders } from '../../functions/orders/infra.ts';

/** A DynamoDB-compatible engine with the tables of this app. */
export interface Engine extends TestEngine {
  /** Creates a table with the keys and indexes that the data stack gives the orders. */
  createOrdersTable(name: string): Promise<void>;
}

export async function startEngine(): Promise<Engine> {
  const engine = await startTestEngine();
  const tables: string[] = [];
  return {
    ...engine,
    createOrdersTable: async (name) => {
      await engine.client.send(new CreateTableCommand(tableLike(name, orders.tables.orders)));
      tables.push(name);
    },
    stop: async () => {
      for (const TableName of tables) await engine.client.send(new DeleteTableCommand({ TableName }));
      await engine.stop();
    },
  };
}

/** A table as DynamoDB takes it, with the keys and indexes that a context declares. */
export function tableLike(
  name: string,
  { partitionKey, sortKey, indexes = {} }: TableSpec,
): CreateTableCommand['input'] {
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
