import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';

/** A DynamoDB-compatible engine that answers an AWS client; DYNAMODB_ENDPOINT names another one than the package's own. */
export interface TestEngine {
  readonly endpoint: string;
  readonly client: DynamoDBClient;
  stop(): Promise<void>;
}

const READY_WITHIN = 10_000;

export async function startTestEngine(): Promise<TestEngine> {
  const given = process.env.DYNAMODB_ENDPOINT;
  const port = given === undefined ? await freePort() : 0;
  const endpoint = given ?? `http://127.0.0.1:${port}`;
  const child = given === undefined ? spawnEngine(port) : undefined;
  const client = engineClient(endpoint);
  await untilReady(client, child);
  return {
    endpoint,
    client,
    stop: async () => {
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
