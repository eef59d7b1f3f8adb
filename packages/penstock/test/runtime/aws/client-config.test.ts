import { afterEach, describe, expect, it } from '@jest/globals';
import { clientConfig } from '../../../runtime/aws/client-config.ts';
import { dynamoDBClient } from '../../../runtime/aws/dynamodb.ts';
import { eventBridgeClient } from '../../../runtime/aws/eventbridge.ts';
import { secretsManagerClient } from '../../../runtime/aws/secrets-manager.ts';
import { sqsClient } from '../../../runtime/aws/sqs.ts';
import { silentTracer, type Tracer } from '../../../runtime/telemetry/tracer.ts';

const keep = { ...process.env };
afterEach(() => {
  process.env = { ...keep };
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
