import type { Validator } from './operation-contract.ts';

/** What `contract/events/` promises about one consumer: the shape of the generated `functions/generated/consumers/*`. */
export interface ConsumerContract<Event = unknown> {
  readonly name: string;
  readonly queue: string;
  /** Milliseconds after which the function has answered for its batch, whatever happens. */
  readonly deadline: number;
  /** Seconds the function may run. */
  readonly timeout: number;
  readonly batchSize: number;
  readonly maxConcurrency: number;
  /** Seconds from a message's arrival in which transient failures are retried. */
  readonly retryWindow: number;
  /** Seconds: the wait before attempt n is uniform in [half, whole] of min(cap, base * 2^n). */
  readonly backoff: { readonly base: number; readonly cap: number };
  /** Derived so that the retry window ends before the receive count does. */
  readonly maxReceiveCount: number;
  /** Seconds. */
  readonly visibilityTimeout: number;
  /** Seconds the oldest message may wait when all is well. */
  readonly ageObjective: number;
  /** Messages carry a group, and no group can hold up the others. */
  readonly fair: boolean;
  /** The accepted types, each with the validator of its whole message; members that it does not name pass. */
  readonly events: Readonly<Record<string, Validator<unknown>>>;
  /** Carries the type of the accepted messages; never set. */
  readonly __event?: Event;
}
