import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { OperationContract } from '../operation-contract.ts';
import type { Tracer } from '../telemetry/tracer.ts';
import { boundedRetry } from './retry.ts';

/** Milliseconds to open a connection; inside a region it takes a few. */
const CONNECTION_TIMEOUT = 500;

/**
 * A DynamoDB client whose attempts and timeouts come from the operation's contract. Region, endpoint and credentials
 * come from the environment, as Lambda gives them.
 */
export function dynamoDBClient(
  { attempts, attemptTimeout }: Pick<OperationContract, 'attempts' | 'attemptTimeout'>,
  tracer: Tracer,
): DynamoDBClient {
  const client = new DynamoDBClient({
    retryStrategy: boundedRetry(attempts),
    requestHandler: {
      connectionTimeout: Math.min(CONNECTION_TIMEOUT, attemptTimeout),
      requestTimeout: attemptTimeout,
      // Without this the SDK only logs a warning when the time is up.
      throwOnRequestTimeout: true,
      httpsAgent: { keepAlive: true, maxSockets: 50 },
    },
  });
  return tracer.instrument(client);
}
