import type { ConsumerContract } from '../consumer-contract.ts';
import { PermanentError, TransientError } from '../core/failures.ts';
import { Refusal } from '../core/refusal.ts';
import { isThrown, memberOf, textOf } from '../thrown.ts';
import { askedWait, waitAfter } from './backoff.ts';

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

/** Characters. */
const MAX_REASON = 128;
const MAX_DETAIL = 2048;

/** The reason that ends the retries of a message whose failure might still pass. */
const WINDOW_EXHAUSTED = 'retry-window-exhausted';

/** Attempts that every message has: one that waited for longer than its window in a backlog was not tried for as long. */
const LEAST_ATTEMPTS = 3;

/**
 * Sorts a failure. A use case's refusal is permanent. What is not known to be is tried again, for the message's whole
 * retry window: its age ends it and not its receive count, so waiting for a dependency that is down never brings a good
 * message nearer its end. Nor does one call that was not made (a breaker that is open) end a message that came late to
 * its first attempt.
 */
export function verdictOn({ error, attempt, age }: FailedAttempt, terms: Terms, random: () => number): Verdict {
  if (isThrown(error, PermanentError) || isThrown(error, Refusal)) {
    return { fate: 'dead-letter', reason: reasonOf(error), detail: messageOf(error) };
  }
  if (age >= terms.retryWindow * 1000 && attempt >= LEAST_ATTEMPTS) {
    return { fate: 'dead-letter', reason: WINDOW_EXHAUSTED, detail: `${reasonOf(error)}: ${messageOf(error)}` };
  }
  const asked = askedWait(terms.backoff, retryAfterMsOf(error), random);
  const delay = Math.max(waitAfter(terms.backoff, attempt, random), asked);
  return { fate: 'retry', reason: reasonOf(error), delay };
}

/** Milliseconds. */
function retryAfterMsOf(error: unknown): number {
  const asked = isThrown(error, TransientError) ? memberOf(error, 'retryAfterMs') : 0;
  return typeof asked === 'number' ? asked : 0;
}

/** The words for it: ours, the system's (`ECONNREFUSED`) or the error's name. */
function reasonOf(error: unknown): string {
  if (error === null) return 'null';
  if (!isThrown(error, Error)) return typeof error;
  const ours = [PermanentError, TransientError, Refusal].some((kind) => isThrown<Error>(error, kind));
  const words = ours ? textOf(error, 'reason', MAX_REASON) : textOf(error, 'code', MAX_REASON);
  return words ?? textOf(error, 'name', MAX_REASON) ?? 'unreadable';
}

const messageOf = (error: unknown): string =>
  isThrown(error, Error)
    ? (textOf(error, 'message', MAX_DETAIL) ?? 'an error without a message that can be read')
    : `a ${error === null ? 'null' : typeof error} was thrown`;
