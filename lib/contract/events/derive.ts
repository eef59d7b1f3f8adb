import type { Backoff, Consumer } from './model.ts';

/** What consumers.yaml says of one consumer, with its durations in seconds. */
export interface DeclaredConsumer {
  readonly queue: string;
  readonly events: readonly string[];
  readonly messages: readonly string[];
  readonly timeout: number;
  readonly concurrency: number;
  readonly batchSize: number;
  readonly batchingWindow: number;
  readonly retryWindow: number;
  readonly maxWait: number;
  readonly ageObjective: number;
  readonly fair: boolean;
}

/**
 * Milliseconds between a consumer's deadline and its function's timeout. All that fails at the deadline is put off or
 * buried in that time, by a queue that answers at its second attempt only; a fifth of it is slack.
 */
export const reportMargin = 1000;

/** Seconds: the ceiling of the first wait is twice that. */
export const backoffBase = 1;

/** Receives that may come without the wait (a second delivery, a neighbour that crashed the process). */
export const spareReceives = 3;

/** The most that SQS takes. */
export const maxReceives = 1000;

const day = 86_400;

/**
 * A standard queue's dead-letter queue counts a message's age from when it first arrived (AWS: "Dead-letter queue
 * retention"), so it keeps for longer than the queue.
 */
export const retention = { queue: 4 * day, deadLetters: 14 * day };

/** Seconds: the least that passes between the nth attempt and the next, by backoff. */
export function waitFloor({ base, cap }: Backoff, attempt: number): number {
  return Math.min(cap, base * 2 ** attempt) / 2;
}

/**
 * The smallest receive count whose waits, each at its floor, fill the window, and the spare receives. So it is the age
 * of a message that ends its retries, and the receive count only for one that crashes the process each time.
 */
export function receiveCount(retryWindow: number, backoff: Backoff): number {
  let waits = 0;
  for (let waited = 0; waited < retryWindow; waited += waitFloor(backoff, waits)) waits += 1;
  return waits + 1 + spareReceives;
}

/**
 * Seconds: six times the timeout and the batching window, so that a throttled poller can try a batch again before its
 * messages show to another (AWS: "Configuring a queue to use with Lambda").
 */
export function visibility({ timeout, batchingWindow }: Pick<DeclaredConsumer, 'timeout' | 'batchingWindow'>): number {
  return 6 * timeout + batchingWindow;
}

/** Everything that follows from what a consumer declares; `types` are the event types that exist. */
export function deriveConsumer(name: string, declared: DeclaredConsumer, types: readonly string[]): Consumer {
  const { events: patterns, maxWait, ...rest } = declared;
  const backoff = { base: backoffBase, cap: maxWait };
  return {
    name,
    ...rest,
    patterns,
    detailTypes: patterns.map((pattern) => prefixed(pattern) ?? pattern),
    events: types.filter((type) => patterns.some((pattern) => matches(pattern, type))),
    deadline: rest.timeout * 1000 - reportMargin,
    backoff,
    maxReceiveCount: receiveCount(rest.retryWindow, backoff),
    visibilityTimeout: visibility(rest),
    retention,
  };
}

/** Whether a pattern (a type, or `orders.order.*`) takes a type. */
export function matches(pattern: string, type: string): boolean {
  const wildcard = prefixed(pattern);
  return wildcard === undefined ? pattern === type : type.startsWith(wildcard.prefix);
}

function prefixed(pattern: string): { readonly prefix: string } | undefined {
  return pattern.endsWith('.*') ? { prefix: pattern.slice(0, -1) } : undefined;
}
