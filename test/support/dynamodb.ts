import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import type { TableSpec } from 'penstock/constructs/context';
import { orders } from '../../functions/orders/infra.ts';

/** A DynamoDB-compatible engine; DYNAMODB_ENDPOINT names another one than the package's own. */
export interface Engine {
  readonly endpoint: string;
  readonly client: DynamoDBClient;
  /** Creates a table with the keys and indexes that the data stack gives the orders. */
  createOrdersTable(name: string): Promise<void>;
  stop(): Promise<void>;
}

const READY_WITHIN = 10_000;

export async function startEngine(): Promise<Engine> {
  const given = process.env.DYNAMODB_ENDPOINT;
  const port = given === undefined ? await freePort() : 0;
  const endpoint = given ?? `http://127.0.0.1:${port}`;
  const child = given === undefined ? spawnEngine(port) : undefined;
  const client = engineClient(endpoint);
  await untilReady(client, child);
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
      client.destroy();
      child?.kill();
    },
  };
}

export const engineClient = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });

function spawnEngine(port: number): ChildProcess {
  const binary = fileURLToPath(import.meta.resolve(`@dynoxide/${process.platform}-${process.arch}/package.json`));
  return spawn(binary.replace(/package\.json$/, 'dynoxide'), ['serve', '--port', String(port)], { stdio: 'ignore' });
}

async function untilReady(client: DynamoDBClient, child: ChildProcess | undefined): Promise<void> {
  const giveUp = Date.now() + READY_WITHIN;
  for (;;) {
    try {
      await client.send(new ListTablesCommand({}));
      return;
    } catch (error) {
      if (Date.now() > giveUp || typeof child?.exitCode === 'number') throw error;
      await delay(20);
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
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
