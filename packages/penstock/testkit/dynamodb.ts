import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readBody } from '../local/body.ts';
import type { EngineKind } from '../local/dynamodb/choice.ts';
import { type Engine, startEngine } from '../local/dynamodb/engine.ts';

/** A DynamoDB-compatible engine without tables that the AWS SDK reaches. */
export interface TestDynamodb {
  readonly endpoint: string;
  readonly client: DynamoDBClient;
  stop(): Promise<void>;
}

const region = 'eu-west-1';

/**
 * Starts the engine that the local cloud has on this platform, in memory; `DYNAMODB_ENDPOINT` names another one.
 *
 * @param kind another one than `PENSTOCK_ENGINE` names
 */
export async function startDynamodb(kind?: EngineKind): Promise<TestDynamodb> {
  const given = kind === undefined ? process.env.DYNAMODB_ENDPOINT : undefined;
  const served = given === undefined ? await serve(await startEngine({ region, ...(kind && { kind }) })) : undefined;
  const endpoint = served?.endpoint ?? given ?? '';
  const client = new DynamoDBClient({
    endpoint,
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  return {
    endpoint,
    client,
    stop: async () => {
      client.destroy();
      await served?.close();
    },
  };
}

async function serve(engine: Engine) {
  const server = createServer((request, response) => void pass(engine, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, close: () => closeBoth(server, engine) };
}

async function pass({ client }: Engine, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { bytes } = await readBody(request);
  const { status, body } = await client.forward(String(request.headers['x-amz-target']), bytes);
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
}

async function closeBoth(server: Server, engine: Engine): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await engine.close();
}
