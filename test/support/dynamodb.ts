import { CreateTableCommand, DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import type { Attribute } from 'aws-cdk-lib/aws-dynamodb';
import type { ReplicatedTableProps } from 'penstock/constructs/replicated-table';
import { type DynamoDBEngine, startDynamoDB } from 'penstock/testkit/dynamodb';
import { ordersKeys } from '../../lib/stacks/orders-table.ts';

export { engineClient } from 'penstock/testkit/dynamodb';

export interface Engine extends Omit<DynamoDBEngine, 'stop'> {
  /** Creates a table with the keys and indexes that the data stack gives the orders. */
  createOrdersTable(name: string): Promise<void>;
  stop(): Promise<void>;
}

export async function startEngine(): Promise<Engine> {
  const { client, endpoint, stop } = await startDynamoDB();
  const tables: string[] = [];
  return {
    endpoint,
    client,
    createOrdersTable: async (name) => {
      await client.send(new CreateTableCommand(tableLike(name, ordersKeys)));
      tables.push(name);
    },
    stop: async () => {
      for (const TableName of tables) await client.send(new DeleteTableCommand({ TableName }));
      stop();
    },
  };
}

/** A table as DynamoDB takes it, with the keys and indexes that a stack declares. */
export function tableLike(
  name: string,
  { partitionKey, sortKey, indexes }: Pick<ReplicatedTableProps, 'partitionKey' | 'sortKey' | 'indexes'>,
): CreateTableCommand['input'] {
  const keys = [
    partitionKey,
    sortKey,
    ...Object.values(indexes).flatMap((index) => [index.partitionKey, index.sortKey]),
  ];
  const names = new Set(keys.flatMap((key) => (key === undefined ? [] : [key.name])));
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

const keySchema = (partition: Attribute, sort?: Attribute): CreateTableCommand['input']['KeySchema'] => [
  { AttributeName: partition.name, KeyType: 'HASH' },
  ...(sort === undefined ? [] : [{ AttributeName: sort.name, KeyType: 'RANGE' as const }]),
];
