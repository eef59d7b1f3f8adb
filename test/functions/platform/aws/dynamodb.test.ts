import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, it } from '@jest/globals';
import { clientConfig } from '../../../../functions/platform/aws/client-config.ts';
import { dynamoDBClient } from '../../../../functions/platform/aws/dynamodb.ts';
import { eventBridgeClient } from '../../../../functions/platform/aws/eventbridge.ts';
import { isTransient, rethrow, unavailable } from '../../../../functions/platform/aws/failures.ts';
import { boundedRetry } from '../../../../functions/platform/aws/retry.ts';
import { secretsManagerClient } from '../../../../functions/platform/aws/secrets-manager.ts';
import { sqsClient } from '../../../../functions/platform/aws/sqs.ts';
import { Problem } from '../../../../functions/platform/problem/problem.ts';
import { silentTracer, type Tracer } from '../../../../functions/platform/telemetry/tracer.ts';

const keep = { ...process.env };
let stop: () => void = () => {};
afterEach(() => {
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

const transientNames = [
  'TimeoutError',
  'InternalServerError',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'ReplicatedWriteConflictException',
  'RequestLimitExceeded',
  'RequestTimeout',
  'ServiceUnavailable',
  'ThrottlingException',
  'TransactionConflictException',
];
const transientCodes = [
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
];

describe('a failure of AWS', () => {
  it.each([
    ['a timeout', { name: 'TimeoutError' }, true],
    ...transientNames.map((name) => [`a ${name}`, { name }, true] as const),
    ...transientCodes.map((code) => [`a connection that fails with ${code}`, { name: 'Error', code }, true] as const),
    ['any 500', { name: 'Odd', $metadata: { httpStatusCode: 500 } }, true],
    ['any 503', { name: 'Odd', $metadata: { httpStatusCode: 503 } }, true],
    ['a 499', { name: 'Odd', $metadata: { httpStatusCode: 499 } }, false],
    ['an error without a name', {}, false],
    ['a call that got no answer', { name: 'Odd', $metadata: {} }, false],
    ['an aborted call', { name: 'AbortError' }, false],
    ['a denied call', { name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } }, false],
    ['no object', 'text', false],
    ['nothing', undefined, false],
    ['null', null, false],
  ])('may pass or not: %s', (_case, error, transient) => {
    expect(isTransient(error)).toBe(transient);
  });

  it('is a 503 with Retry-After when it may pass', () => {
    const cause = { name: 'ThrottlingException' };

    expect(unavailable(cause)).toMatchObject({
      code: 'service-unavailable',
      message: 'A service we depend on does not answer. Try again shortly.',
      headers: { 'Retry-After': '1' },
      cause,
    });
    expect(() => rethrow(cause)).toThrow(Problem);
  });

  it('is itself when it will not', () => {
    const error = new Error('AccessDenied');

    expect(unavailable(error)).toBe(error);
    expect(Problem.from(error)).toMatchObject({ code: 'internal-error', cause: error });
  });
});

type RetryError = NonNullable<Parameters<ReturnType<typeof boundedRetry>['refreshRetryTokenForRetry']>[1]['error']>;

describe('the wait between attempts', () => {
  const error = Object.assign(new Error('late'), { name: 'TimeoutError' }) as unknown as RetryError;

  it.each([
    [0, 0],
    [0.5, 50],
    [0.999_999, 99],
  ])('is full jitter under 100 ms (chance %p: %i ms), and ends with the attempts', async (chance, expected) => {
    const strategy = boundedRetry(4, () => chance);
    const delays: number[] = [];
    let token = await strategy.acquireInitialRetryToken('');
    expect([token.getRetryCount(), token.getRetryDelay()]).toEqual([0, 0]);
    for (let attempt = 1; attempt < 4; attempt += 1) {
      token = await strategy.refreshRetryTokenForRetry(token, { error, errorType: 'TRANSIENT' });
      delays.push(token.getRetryDelay());
    }

    expect(delays).toEqual([expected, expected, expected]);
    expect(token.getRetryCount()).toBe(3);
    await expect(strategy.refreshRetryTokenForRetry(token, { error, errorType: 'TRANSIENT' })).rejects.toThrow(
      'No retry token available',
    );
  });

  it('is not begun for what will not pass', async () => {
    const strategy = boundedRetry(9);
    const token = await strategy.acquireInitialRetryToken('');
    const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' }) as unknown as RetryError;

    await expect(
      strategy.refreshRetryTokenForRetry(token, { error: denied, errorType: 'CLIENT_ERROR' }),
    ).rejects.toThrow('No retry token available');
  });
});

describe('what every client has in common', () => {
  it.each([
    [200, 200],
    [500, 500],
    [3000, 500],
  ])('is an attempt of %i ms, of which %i to connect', (attemptTimeout, connectionTimeout) => {
    expect(clientConfig({ attempts: 1, attemptTimeout }).requestHandler).toEqual({
      connectionTimeout,
      requestTimeout: attemptTimeout,
      throwOnRequestTimeout: true,
      httpsAgent: { keepAlive: true, maxSockets: 50 },
    });
  });

  it.each([
    ['DynamoDB', dynamoDBClient],
    ['EventBridge', eventBridgeClient],
    ['Secrets Manager', secretsManagerClient],
    ['SQS', sqsClient],
  ])('is traced: %s', (_case, create) => {
    const instrumented: unknown[] = [];
    const tracer: Tracer = {
      ...silentTracer,
      instrument: (client) => {
        instrumented.push(client);
        return client;
      },
    };
    process.env.AWS_REGION = 'eu-west-1';

    const client = create({ attempts: 1, attemptTimeout: 200 }, tracer);

    expect(instrumented).toEqual([client]);
    client.destroy();
  });

  it('is not asked of a queue’s own URL, which the local cloud does not have', async () => {
    process.env.AWS_REGION = 'eu-west-1';
    const client = sqsClient({ attempts: 1, attemptTimeout: 200 }, silentTracer);

    expect(client.config.useQueueUrlAsEndpoint).toBe(false);
    client.destroy();
  });
});
