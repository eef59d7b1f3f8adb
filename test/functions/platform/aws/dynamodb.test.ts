import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, it } from '@jest/globals';
import { dynamoDBClient } from '../../../../functions/platform/aws/dynamodb.ts';
import { isTransient, unavailable } from '../../../../functions/platform/aws/failures.ts';
import { boundedRetry } from '../../../../functions/platform/aws/retry.ts';
import { Problem } from '../../../../functions/platform/problem/problem.ts';
import { silentTracer } from '../../../../functions/platform/telemetry/tracer.ts';

const keep = { ...process.env };
let stop: () => void = () => {};
afterEach(() => {
  stop();
  process.env = { ...keep };
});

/** A service under the test's control, and a client that finds it as a deployed one would: by its environment. */
async function clientOf(answer: (request: IncomingMessage, response: ServerResponse) => void) {
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
  const client = dynamoDBClient({ attempts: 3, attemptTimeout: 120 }, silentTracer);
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
    const { get, calls } = await clientOf(() => {});
    const started = performance.now();

    await expect(get()).rejects.toMatchObject({ name: 'TimeoutError' });

    expect(calls()).toBe(3);
    // Three attempts of 120 ms and two waits of 100 ms at the most.
    expect(performance.now() - started).toBeLessThan(3 * 120 + 2 * 100 + 250);
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
    const { get, calls } = await clientOf(() => {});
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 30);

    await expect(get(controller.signal)).rejects.toMatchObject({ name: 'AbortError' });

    expect(calls()).toBe(1);
  });
});

describe('a failure of AWS', () => {
  it.each([
    ['a timeout', { name: 'TimeoutError' }, true],
    ['a refused connection', { name: 'Error', code: 'ECONNREFUSED' }, true],
    ['any 503', { name: 'Odd', $metadata: { httpStatusCode: 503 } }, true],
    ['an aborted call', { name: 'AbortError' }, false],
    ['a denied call', { name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } }, false],
    ['no object', 'text', false],
    ['nothing', undefined, false],
  ])('may pass or not: %s', (_case, error, transient) => {
    expect(isTransient(error)).toBe(transient);
  });

  it('is a 503 with Retry-After when it may pass', () => {
    const cause = { name: 'ThrottlingException' };

    expect(unavailable(cause)).toMatchObject({
      code: 'service-unavailable',
      headers: { 'Retry-After': '1' },
      cause,
    });
  });

  it('is itself when it will not', () => {
    const error = new Error('AccessDenied');

    expect(unavailable(error)).toBe(error);
    expect(Problem.from(error)).toMatchObject({ code: 'internal-error', cause: error });
  });
});

type RetryError = NonNullable<Parameters<ReturnType<typeof boundedRetry>['refreshRetryTokenForRetry']>[1]['error']>;

describe('the wait between attempts', () => {
  it('is under 100 ms whatever the jitter', async () => {
    const strategy = boundedRetry(9, () => 0.999_999);
    const error = Object.assign(new Error('late'), { name: 'TimeoutError' }) as unknown as RetryError;
    let token = await strategy.acquireInitialRetryToken('');
    for (let attempt = 1; attempt < 9; attempt += 1) {
      token = await strategy.refreshRetryTokenForRetry(token, { error, errorType: 'TRANSIENT' });
      expect(token.getRetryDelay()).toBeLessThan(100);
    }
    await expect(strategy.refreshRetryTokenForRetry(token, { error, errorType: 'TRANSIENT' })).rejects.toThrow(
      'No retry token available',
    );
  });
});
