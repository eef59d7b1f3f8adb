import type { ConsumerContract } from '../consumer-contract.ts';
import { askedWait, waitAfter } from './backoff.ts';
import { PermanentError, TransientError } from './failures.ts';

/** What becomes of a message that could not be handled. */
export type Verdict =
  | { readonly fate: 'dead-letter'; readonly reason: string; readonly detail: string }
  | { readonly fate: 'retry'; readonly reason: string /** Seconds. */; readonly delay: number };

export interface FailedAttempt {
  readonly error: unknown;
  /** How often the message was received, this time included. */
  readonly attempt: number;
  /** Milliseconds since the message arrived in the queue. */
  readonly age: number;
}

type Terms = Pick<ConsumerContract, 'backoff' | 'retryWindow'>;

/** The reason that ends the retries of a message whose failure might still pass. */
const WINDOW_EXHAUSTED = 'retry-window-exhausted';

/** Attempts that every message has: one that waited for longer than its window in a backlog was not tried for as long. */
const LEAST_ATTEMPTS = 3;

/**
 * Sorts a failure. What is not known to be permanent is tried again, for the message's whole retry window: its age ends
 * it and not its receive count, so waiting for a dependency that is down never brings a good message nearer its end.
 * Nor does one refusal (a breaker that is open) end a message that came late to its first attempt.
 */
export function verdictOn({ error, attempt, age }: FailedAttempt, terms: Terms, random: () => number): Verdict {
  if (error instanceof PermanentError) return { fate: 'dead-letter', reason: error.reason, detail: error.message };
  if (age >= terms.retryWindow * 1000 && attempt >= LEAST_ATTEMPTS) {
    return { fate: 'dead-letter', reason: WINDOW_EXHAUSTED, detail: `${reasonOf(error)}: ${messageOf(error)}` };
  }
  const asked = error instanceof TransientError ? askedWait(terms.backoff, error.retryAfter, random) : 0;
  const delay = Math.max(waitAfter(terms.backoff, attempt, random), asked);
  return { fate: 'retry', reason: reasonOf(error), delay };
}

/** The words for it: ours, the system's (`ECONNREFUSED`) or the error's name. */
function reasonOf(error: unknown): string {
  if (error instanceof TransientError) return error.reason;
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : error.name;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : `a ${typeof error} was thrown`);
