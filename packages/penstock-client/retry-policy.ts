/** When and how often a call is tried again. */
export interface RetryPolicy {
  /**
   * Attempts in all; 1 is no retry.
   *
   * @default 4
   */
  readonly maximumAttempts: number;
  /**
   * The most that the first wait may take, in milliseconds; each wait may take twice as long as the one before.
   *
   * @default 100
   */
  readonly initialIntervalMs: number;
  /**
   * The most that any wait may take, in milliseconds, beside what a Retry-After asks for.
   *
   * @default 5000
   */
  readonly maximumIntervalMs: number;
}

export const defaultRetryPolicy: RetryPolicy = {
  maximumAttempts: 4,
  initialIntervalMs: 100,
  maximumIntervalMs: 5000,
};

/**
 * Milliseconds to wait after the nth failed attempt (1 is the first): full jitter, uniform in [0, min(maximum, initial *
 * 2^(n-1))), so that clients that failed together do not come back together.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export const backoffMs = ({ initialIntervalMs, maximumIntervalMs }: RetryPolicy, attempt: number, random: number) =>
  random * Math.min(maximumIntervalMs, initialIntervalMs * 2 ** (attempt - 1));

/**
 * Milliseconds that a Retry-After asks for, in seconds or by a date (RFC 9110, 10.2.3); 0 for none, and for what is
 * neither.
 */
export function retryAfterMs(headers: Headers, nowMs: number): number {
  const value = headers.get('retry-after') ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  // Date.parse takes much that is no HTTP date; those begin with the name of a day.
  return /^[A-Z][a-z]+,? /.test(value) ? Math.max(0, Date.parse(value) - nowMs) || 0 : 0;
}
