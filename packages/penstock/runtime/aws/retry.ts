import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { isTransient } from './failures.ts';

type Strategy = Exclude<NonNullable<DynamoDBClientConfig['retryStrategy']>, { retry: unknown }>;

/** Milliseconds: the most that lies between two attempts. The contract's deadline is computed with it. */
export const MAX_BACKOFF = 100;

/**
 * Tries what may pass up to `attempts` times with full jitter. The SDK's own strategy waits up to 500 ms after a
 * throttle and doubles it, which the deadline of a short operation does not have.
 */
export const boundedRetry = (attempts: number, random: () => number = Math.random): Strategy => ({
  acquireInitialRetryToken: async () => token(0, 0),
  refreshRetryTokenForRetry: async (previous, { error }) => {
    const retries = previous.getRetryCount() + 1;
    if (retries >= attempts || !isTransient(error)) throw new Error('No retry token available');
    return token(retries, Math.floor(random() * MAX_BACKOFF));
  },
  recordSuccess: () => {},
});

const token = (retries: number, delay: number) => ({ getRetryCount: () => retries, getRetryDelay: () => delay });
