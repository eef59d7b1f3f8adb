import { BrokenCircuitError, CircuitState, circuitBreaker, handleWhen, type IBackoff } from 'cockatiel';
import { PermanentError, TransientError } from '../queue/failures.ts';
import { unprovenBreaker } from './unproven-breaker.ts';

export interface BreakerOptions {
  /** Failures in a row that open it; the first one does until a call has succeeded. */
  readonly failures: number;
  /** Milliseconds it stays open: `base` at first, doubled up to `cap` for each probe that fails. */
  readonly openFor: { readonly base: number; readonly cap: number };
}

export interface Breaker {
  /**
   * Throws a TransientError that says when to come back, while it is open or a probe is under way.
   * @returns whether the call will be the probe.
   */
  admit(): boolean;
  /** Runs what was admitted. */
  execute<Result>(work: () => Promise<Result>): Promise<Result>;
}

/**
 * A circuit breaker on failures in a row. Permanent failures are answers too and don't count. One call at a time probes
 * whether the dependency is back; the others are not made to wait for it.
 */
export function breaker(
  name: string,
  { failures, openFor }: BreakerOptions,
  onClose: () => void,
  now: () => number,
): Breaker {
  let openUntil = 0;
  const opened = (times: number): IBackoff<unknown> => {
    const duration = Math.min(openFor.cap, openFor.base * 2 ** times);
    openUntil = now() + duration;
    return { duration, next: () => opened(times + 1) };
  };
  const policy = circuitBreaker(
    handleWhen((error) => !(error instanceof PermanentError)),
    { breaker: unprovenBreaker(failures), halfOpenAfter: { next: () => opened(0) } },
  );
  policy.onReset(onClose);
  const refuse = (cause?: unknown): TransientError =>
    new TransientError('breaker-open', `${name} failed repeatedly and is left alone for a while`, {
      retryAfter: Math.max(0, openUntil - now()),
      cause,
    });
  return {
    admit: () => {
      if (policy.state === CircuitState.HalfOpen || now() < openUntil) throw refuse();
      return policy.state === CircuitState.Open;
    },
    execute: async (work) => {
      try {
        return await policy.execute(work);
      } catch (error) {
        throw error instanceof BrokenCircuitError ? refuse(error) : error;
      }
    },
  };
}
