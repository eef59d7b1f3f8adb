/** Facts of the account that no template says, and demands that a team may set lower. */
export interface Limits {
  /**
   * Executions that Lambda runs at once in the account and region; new accounts may have far fewer than the default.
   *
   * @default 1000
   */
  readonly accountConcurrency: number;
  /**
   * Milliseconds that a REST API waits at most; an account can have it raised for regional and private APIs.
   *
   * @default 29000
   */
  readonly integrationTimeoutMs: number;
  /**
   * Seconds that a dead-letter queue keeps messages at least.
   *
   * @default 1209600
   */
  readonly deadLetterRetentionSeconds: number;
  /**
   * Milliseconds that a function behind an API takes on average: how many run at once at a rate follows from it.
   *
   * @default 100
   */
  readonly functionDurationMs: number;
}

export const defaultLimits: Limits = {
  accountConcurrency: 1000,
  integrationTimeoutMs: 29_000,
  deadLetterRetentionSeconds: 1_209_600,
  functionDurationMs: 100,
};
