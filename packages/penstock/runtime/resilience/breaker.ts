import {
  BrokenCircuitError,
  CircuitState,
  circuitBreaker,
  handleWhen,
  type IBackoff,
  type IHalfOpenAfterBackoffContext,
} from 'cockatiel';
import { PermanentError, TransientError } from '../core/failures.ts';
import { unprovenBreaker } from './unproven-breaker.ts';

type Backoff = IBackoff<IHalfOpenAfterBackoffContext>;

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
  /** Runs what was admitted. Throws the signal's reason when the work failed after its caller had given it up. */
  execute<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result>;
}

/** The caller had no more time: it says nothing of the dependency. */
class GivenUp extends Error {
  readonly isProbe: boolean;

  constructor(isProbe: boolean) {
    super('given up');
    this.isProbe = isProbe;
  }
}

/**
 * A circuit breaker on failures in a row. Permanent failures are answers too and don't count, nor does a call that its
 * caller gave up. One call at a time probes whether the dependency is back; the others are not made to wait for it.
 */
export function breaker(
  name: string,
  { failures, openFor }: BreakerOptions,
  onClose: () => void,
  now: () => number,
): Breaker {
  let openUntil = 0;
  const opened = (times: number, duration = Math.min(openFor.cap, openFor.base * 2 ** times)): Backoff => {
    openUntil = now() + duration;
    return { duration, next: ({ result }) => (isGivenUp(result) ? opened(times, 0) : opened(times + 1)) };
  };
  const policy = circuitBreaker(
    // A probe that was given up leaves the circuit open, for the next call to probe; what is no failure would close it.
    handleWhen((error) => (error instanceof GivenUp ? error.isProbe : !(error instanceof PermanentError))),
    { breaker: unprovenBreaker(failures), halfOpenAfter: { next: () => opened(0) } },
  );
  policy.onReset(onClose);
  const refuse = (cause?: unknown): TransientError =>
    new TransientError('breaker-open', `${name} failed repeatedly and is not called for a while`, {
      retryAfterMs: Math.max(0, openUntil - now()),
      cause,
    });
  return {
    admit: () => {
      if (policy.state === CircuitState.HalfOpen || now() < openUntil) throw refuse();
      return policy.state === CircuitState.Open;
    },
    execute: async (work, signal) => {
      const isProbe = policy.state === CircuitState.Open;
      const watched = () =>
        work().catch((error) => {
          throw signal.aborted && !(error instanceof PermanentError) ? new GivenUp(isProbe) : error;
        });
      try {
        return await policy.execute(watched);
      } catch (error) {
        if (error instanceof GivenUp) throw signal.reason;
        throw error instanceof BrokenCircuitError ? refuse(error) : error;
      }
    },
  };
}

const isGivenUp = (result: IHalfOpenAfterBackoffContext['result']): boolean =>
  'error' in result && result.error instanceof GivenUp;
