import { BulkheadRejectedError, bulkhead, TaskCancelledError, TimeoutStrategy, timeout } from 'cockatiel';
import { TransientError } from '../core/failures.ts';
import { type BreakerOptions, breaker } from './breaker.ts';
import { type RetryBudgetOptions, retryBudget } from './retry-budget.ts';

export interface DependencyOptions {
  /** Milliseconds one call may take. */
  readonly timeout: number;
  /** Calls at once from this process. */
  readonly concurrency: number;
  readonly breaker: BreakerOptions;
  readonly budget: RetryBudgetOptions;
}

export interface CallOptions {
  /** Ends the call early. */
  readonly signal: AbortSignal;
  /** The same call was tried before, here or in another process. */
  readonly retry: boolean;
}

type Work<Result> = (signal: AbortSignal) => Promise<Result>;

/** Something outside this process that may be slow or down, and what protects both sides from that. */
export interface Dependency {
  /**
   * Runs one call of it. Throws what the work throws, or a TransientError: `breaker-open`, `bulkhead-full`,
   * `retry-budget-empty` (the call was not made) or `timeout` (whether it took effect is not known). When the signal ends
   * it first, throws the signal's reason; that is no failure of the dependency.
   */
  call<Result>(work: Work<Result>, options: CallOptions): Promise<Result>;
}

/**
 * The bulkhead is outermost and the timeout innermost: a call that was refused here is no failure of the dependency.
 * While it is down the breaker alone says how often it is called; the budget is for one that answers and often fails.
 */
export function dependency(name: string, options: DependencyOptions, now: () => number = Date.now): Dependency {
  const slots = bulkhead(options.concurrency);
  const limit = timeout(options.timeout, TimeoutStrategy.Aggressive);
  const budget = retryBudget(options.budget, now);
  const circuit = breaker(name, options.breaker, budget.restore, now);
  const begin = (retry: boolean): void => {
    const isProbe = circuit.admit();
    if (!retry) budget.deposit();
    else if (!isProbe && !budget.withdraw()) {
      throw new TransientError('retry-budget-empty', `${name} is retried too often already`);
    }
  };
  const admitted = async <Result>(work: Work<Result>, { signal, retry }: CallOptions): Promise<Result> => {
    begin(retry);
    const timed = () => limit.execute(({ signal: ending }) => work(ending), signal);
    const result = await circuit.execute(timed, signal);
    if (retry) budget.reward();
    return result;
  };
  let ahead: Promise<unknown> | undefined;
  /** Nobody here knows yet how the dependency is: the first call goes alone, and those beside it wait for its end. */
  const inTurn = <Result>(work: Work<Result>, callOptions: CallOptions): Promise<Result> => {
    if (ahead !== undefined) {
      return ahead.then(() => {
        callOptions.signal.throwIfAborted();
        return admitted(work, callOptions);
      });
    }
    const first = admitted(work, callOptions);
    ahead = first.catch(() => {});
    return first;
  };
  return {
    call: async (work, callOptions) => {
      callOptions.signal.throwIfAborted();
      try {
        return await slots.execute(() => inTurn(work, callOptions));
      } catch (error) {
        throw explain(name, options, error);
      }
    },
  };
}

function explain(name: string, { timeout: after, concurrency }: DependencyOptions, error: unknown): unknown {
  if (error instanceof BulkheadRejectedError) {
    return new TransientError('bulkhead-full', `${name} has ${concurrency} calls under way already`, { cause: error });
  }
  if (error instanceof TaskCancelledError) {
    return new TransientError('timeout', `${name} did not answer within ${after} ms`, { cause: error });
  }
  return error;
}
