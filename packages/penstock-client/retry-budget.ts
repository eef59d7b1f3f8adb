/** How many retries a client has for all its calls: a token bucket. */
export interface RetryBudgetOptions {
  /**
   * Retries that it has at first, and at the most.
   *
   * @default 20
   */
  readonly capacity: number;
  /**
   * What each call that succeeds adds: with 0.1 one call in ten may be tried again in the long run.
   *
   * @default 0.1
   */
  readonly perSuccess: number;
}

export const defaultRetryBudget: RetryBudgetOptions = { capacity: 20, perSuccess: 0.1 };

/**
 * Keeps retries from multiplying the load of an API that is down: each takes a token, and calls that succeed bring them
 * back. First attempts are free.
 *
 * @see https://sre.google/sre-book/addressing-cascading-failures/ (Retries)
 */
export class RetryBudget {
  readonly #options: RetryBudgetOptions;
  #tokens: number;

  constructor(options: RetryBudgetOptions) {
    this.#options = options;
    this.#tokens = options.capacity;
  }

  /** Takes a token; false where none is left. */
  take(): boolean {
    // Ten times 0.1 is a little less than 1.
    if (this.#tokens < 1 - 1e-9) return false;
    this.#tokens -= 1;
    return true;
  }

  succeeded(): void {
    const { capacity, perSuccess } = this.#options;
    this.#tokens = Math.min(capacity, this.#tokens + perSuccess);
  }
}
