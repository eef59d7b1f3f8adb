import { ConnectionError } from './errors.ts';
import { ProblemError, retryableStatuses } from './problem.ts';
import { backoffMs, type RetryPolicy, retryAfterMs } from './retry-policy.ts';

/** What follows an attempt that failed: another one after a wait, or the end of the call, and why. */
export type RetryDecision =
  | { readonly kind: 'retry'; readonly delayMs: number }
  | { readonly kind: 'stop'; readonly reason: 'not-retryable' | 'not-safe' | 'attempts' | 'deadline' | 'budget' };

export interface FailedAttempt {
  readonly failure: unknown;
  /** 1 is the first. */
  readonly attempt: number;
  readonly isSafeToRepeat: boolean;
  /** The next attempt goes to another base URL: what this one asks to wait is not about that. */
  readonly goesElsewhere: boolean;
  readonly nowMs: number;
  readonly endsAtMs: number;
  /** Uniform in [0, 1). */
  readonly random: number;
}

const stop = (reason: Extract<RetryDecision, { kind: 'stop' }>['reason']): RetryDecision => ({ kind: 'stop', reason });

/** Decides by the failure and the policy; the budget is asked by whoever makes the attempts. */
export function decide(policy: RetryPolicy, failed: FailedAttempt): RetryDecision {
  const { failure, attempt, isSafeToRepeat, goesElsewhere, nowMs, endsAtMs, random } = failed;
  const problem = failure instanceof ProblemError ? failure : undefined;
  const mayHelp =
    problem === undefined
      ? failure instanceof ConnectionError
      : retryableStatuses.has(problem.status) && problem.retryable;
  if (!mayHelp) return stop('not-retryable');
  // 429 was refused before it had an effect (RFC 6585, 4): that is safe to send again without a key.
  if (!isSafeToRepeat && problem?.status !== 429) return stop('not-safe');
  if (attempt >= policy.maximumAttempts) return stop('attempts');
  const askedMs = problem === undefined || goesElsewhere ? 0 : retryAfterMs(problem.headers, nowMs);
  const delayMs = backoffMs(policy, attempt, random) + askedMs;
  // A wait that outlasts the deadline would only hide why the call failed.
  return nowMs + delayMs >= endsAtMs ? stop('deadline') : { kind: 'retry', delayMs };
}
