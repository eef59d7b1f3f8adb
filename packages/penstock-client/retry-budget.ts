/** How many retries a client has for all its calls: a token bucket. */
export interface RetryBudgetOptions {
  /**
   * Retries that it has at first, and at the most.
   *
   * @default 100
   */
  readonly capacity: number;
  /**
   * What a call adds that succeeds at once. One that succeeds by a retry gives its token back.
   *
   * @default 0.2
   */
  readonly perSuccess: number;
}

export const defaultRetryBudget: RetryBudgetOptions = { capacity: 100, perSuccess: 0.2 };

/**
 * Keeps retries from multiplying the load of an API that is down: each takes a token, and calls that succeed bring them
 * back, so that it is spent where retries do not help. First attempts are free. The figures are those of the AWS SDKs,
 * 500 in steps of 5.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
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
    // Five times 0.2 may be a little less than 1.
    if (this.#tokens < 1 - 1e-9) return false;
    this.#tokens -= 1;
    return true;
  }

  succeeded({ byRetry }: { readonly byRetry: boolean }): void {
    const { capacity, perSuccess } = this.#options;
    this.#tokens = Math.min(capacity, this.#tokens + (byRetry ? 1 : perSuccess));
  }
}
