import { ConnectionError } from './errors.ts';
import type { Platform } from './platform.ts';
import { ProblemError, retryableStatuses } from './problem.ts';
import type { PreparedRequest } from './request.ts';
import { backoffMs, type RetryPolicy, retryAfterMs } from './retry-policy.ts';

/** What follows an attempt that failed: another one after a wait, or the end of the call, and why. */
export type RetryDecision =
  | { readonly kind: 'retry'; readonly delayMs: number }
  | { readonly kind: 'stop'; readonly reason: 'not-retryable' | 'not-safe' | 'attempts' | 'deadline' | 'budget' };

/** A call whose last attempt failed. */
export interface FailedCall {
  readonly request: Pick<PreparedRequest, 'isSafeToRepeat'>;
  readonly endsAtMs: number;
  readonly attempts: number;
  readonly lastFailure: unknown;
}

export const stop = (reason: Extract<RetryDecision, { kind: 'stop' }>['reason']): RetryDecision => ({
  kind: 'stop',
  reason,
});

/**
 * Decides by the failure and the policy; the budget is asked by whoever makes the attempts.
 *
 * @param goesElsewhere the next attempt goes to another base URL: what this one asks to wait is not about that
 */
export function decide(
  { retry, platform }: { readonly retry: RetryPolicy; readonly platform: Pick<Platform, 'now' | 'random'> },
  { request, endsAtMs, attempts, lastFailure }: FailedCall,
  goesElsewhere: boolean,
): RetryDecision {
  const problem = lastFailure instanceof ProblemError ? lastFailure : undefined;
  const mayHelp = problem
    ? retryableStatuses.has(problem.status) && problem.retryable
    : lastFailure instanceof ConnectionError;
  if (!mayHelp) return stop('not-retryable');
  // 429 was refused before it had an effect (RFC 6585, 4): that is safe to send again without a key.
  if (!request.isSafeToRepeat && problem?.status !== 429) return stop('not-safe');
  if (attempts >= retry.maximumAttempts) return stop('attempts');
  const nowMs = platform.now();
  const askedMs = problem && !goesElsewhere ? retryAfterMs(problem.headers, nowMs) : 0;
  const delayMs = backoffMs(retry, attempts, platform.random()) + askedMs;
  // A wait that outlasts the deadline would only hide why the call failed.
  return nowMs + delayMs >= endsAtMs ? stop('deadline') : { kind: 'retry', delayMs };
}
