import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { dynamoDBClient } from '../../../runtime/aws/dynamodb.ts';
import { silentTracer } from '../../../runtime/telemetry/tracer.ts';

const keep = { ...process.env };
let stop: () => void = () => {};
beforeEach(() => {
  // Nothing lies between two attempts.
  jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
  jest.restoreAllMocks();
  stop();
  process.env = { ...keep };
});

/** A service under the test's control, and a client that finds it as a deployed one would: by its environment. */
async function clientOf(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  { attempts = 3, attemptTimeout = 30_000 } = {},
) {
  let calls = 0;
  const server = createServer((request, response) => {
    calls += 1;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
  const client = dynamoDBClient({ attempts, attemptTimeout }, silentTracer);
  stop = () => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  };
  const get = (abortSignal?: AbortSignal) =>
    client.send(new GetItemCommand({ TableName: 't', Key: { pk: { S: '1' } } }), abortSignal && { abortSignal });
  return { get, calls: () => calls };
}

const refuse = (status: number, type: string) => (_request: IncomingMessage, response: ServerResponse) =>
  response
    .writeHead(status, { 'content-type': 'application/x-amz-json-1.0' })
    .end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: 'no' }));

describe('the DynamoDB client', () => {
  it('gives up an attempt in time and tries as often as the contract says', async () => {
    const { get } = await clientOf(() => {}, { attemptTimeout: 20 });

    await expect(get()).rejects.toMatchObject({ name: 'TimeoutError', $metadata: { attempts: 3 } });
  });

  it.each([
    ['a throttle', 400, 'ThrottlingException', 3],
    ['an exhausted throughput', 400, 'ProvisionedThroughputExceededException', 3],
    ['a write that another region overtook', 400, 'ReplicatedWriteConflictException', 3],
    ['a broken service', 500, 'InternalServerError', 3],
    ['a missing permission', 400, 'AccessDeniedException', 1],
    ['a wrong request', 400, 'ValidationException', 1],
    ['a missing table', 400, 'ResourceNotFoundException', 1],
  ])('makes of %s (%i %s) %i attempts', async (_case, status, type, attempts) => {
    const { get, calls } = await clientOf(refuse(status, type));

    await expect(get()).rejects.toMatchObject({ name: type });

    expect(calls()).toBe(attempts);
  });

  it('recovers when the trouble passes', async () => {
    let failures = 2;
    const { get, calls } = await clientOf((request, response) => {
      if (failures === 0) response.end('{}');
      else refuse(500, 'InternalServerError')(request, response);
      failures -= 1;
    });

    expect(await get()).toMatchObject({ $metadata: { httpStatusCode: 200 } });
    expect(calls()).toBe(3);
  });

  it('ends at once when nobody waits any more', async () => {
    const controller = new AbortController();
    const { get, calls } = await clientOf(() => controller.abort());

    await expect(get(controller.signal)).rejects.toMatchObject({ name: 'AbortError' });

    expect(calls()).toBe(1);
  });
});
