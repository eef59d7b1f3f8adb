import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { boundedRetry } from './retry.ts';

/** How often a dependency may be asked, the first time included, and how many milliseconds one attempt may take. */
export interface Attempts {
  readonly attempts: number;
  readonly attemptTimeout: number;
}

/** Milliseconds to open a connection; inside a region it takes a few. */
const CONNECTION_TIMEOUT_MS = 500;

/** What every client of ours has in common; region, endpoint and credentials come from the environment. */
export const clientConfig = ({ attempts, attemptTimeout }: Attempts) =>
  ({
    retryStrategy: boundedRetry(attempts),
    requestHandler: {
      connectionTimeout: Math.min(CONNECTION_TIMEOUT_MS, attemptTimeout),
      requestTimeout: attemptTimeout,
      // Without this the SDK only logs a warning when the time is up.
      throwOnRequestTimeout: true,
      httpsAgent: { keepAlive: true, maxSockets: 50 },
    },
  }) satisfies DynamoDBClientConfig;
