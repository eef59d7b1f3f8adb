/** Trying again can't help: the message goes to the dead-letter queue at once, with this reason. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
  /** A few words in kebab case, from a closed list: what an operator filters by. */
  readonly reason: string;

  constructor(reason: string, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options);
    this.reason = reason;
  }
}

export interface TransientOptions {
  /** Milliseconds before which another attempt has no chance. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/** It may pass: the message is tried again after a while, until its queue's retry window ends. */
export class TransientError extends Error {
  override readonly name = 'TransientError';
  readonly reason: string;
  readonly retryAfterMs: number;

  constructor(reason: string, message: string, { retryAfterMs = 0, cause }: TransientOptions = {}) {
    super(message, { cause });
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }
}
