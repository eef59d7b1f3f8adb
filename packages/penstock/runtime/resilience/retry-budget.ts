export interface RetryBudgetOptions {
  /** Retries that each first attempt allows; 0.1 makes calls at most 1.1 times the arrivals. */
  readonly ratio: number;
  /** Retries a second that are always allowed, so that a backlog gets through when nothing new arrives. */
  readonly perSecond: number;
  /** The most retries that can be saved up. */
  readonly capacity: number;
}

/**
 * A token bucket that keeps retries from multiplying the load on a dependency in trouble (after Finagle's RetryBudget).
 * First attempts fill it and retries empty it. A retry that succeeds brings two tokens: the budget only binds while more
 * than half of the retries fail.
 */
export interface RetryBudget {
  /** Counts a first attempt. */
  deposit(): void;
  /** Takes a token; false when there is none and the retry has to wait. */
  withdraw(): boolean;
  /** Counts a retry that succeeded. */
  reward(): void;
  /** Fills it: the trouble is over. */
  restore(): void;
}

export function retryBudget({ ratio, perSecond, capacity }: RetryBudgetOptions, now: () => number): RetryBudget {
  let tokens = capacity;
  let filledAt = now();
  const fill = (amount: number): void => {
    tokens = Math.min(capacity, tokens + amount);
  };
  const drip = (): void => {
    const at = now();
    fill((Math.max(0, at - filledAt) / 1000) * perSecond);
    filledAt = at;
  };
  return {
    deposit: () => fill(ratio),
    withdraw: () => {
      drip();
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
    reward: () => fill(2),
    restore: () => fill(capacity),
  };
}
