import type { Backoff, Consumer } from './model.ts';
import { busSourceOf } from './sources.ts';

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
 * moved to the dead-letter queue in that time, by a queue that answers at its second attempt only; a fifth of it is slack.
 */
export const reportMargin = 1000;

/** Seconds: the ceiling of the first wait is twice that. */
export const backoffBase = 1;

/** Receives that may come with no gap at all: SQS may deliver a message a second time while it is worked on. */
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
 * Seconds: the least that passes between the nth receive and the next. An attempt that never ended (a crash, a timeout,
 * a process that does not start, a wait that SQS did not take) leaves the message to the visibility timeout.
 */
export function gapFloor(backoff: Backoff, visibilityTimeout: number, receive: number): number {
  return Math.min(waitFloor(backoff, receive), visibilityTimeout);
}

/**
 * The smallest receive count whose gaps, each at its floor, fill the window, and the spare receives. So a good message
 * outlives a consumer that fails or crashes for all of the window, and the receive count ends only one that crashes it
 * for longer.
 */
export function receiveCount(retryWindow: number, backoff: Backoff, visibilityTimeout: number): number {
  const longest = Math.min(backoff.cap / 2, visibilityTimeout);
  let gaps = 0;
  let filled = 0;
  while (filled < retryWindow && waitFloor(backoff, gaps + 1) < longest) {
    gaps += 1;
    filled += waitFloor(backoff, gaps);
  }
  const rest = Math.max(0, Math.ceil((retryWindow - filled) / longest));
  return gaps + rest + 1 + spareReceives;
}

type Timing = Pick<DeclaredConsumer, 'timeout' | 'batchingWindow' | 'retryWindow' | 'maxWait'>;

/**
 * Seconds: six times the timeout and the batching window, so that a throttled poller can try a batch again before its
 * messages show to another (AWS: "Configuring a queue to use with Lambda"); more where a long window would otherwise
 * take more receives than SQS counts.
 */
export function visibility({ timeout, batchingWindow, retryWindow, maxWait }: Timing): number {
  const backoff = { base: backoffBase, cap: maxWait };
  let seconds = Math.max(6 * timeout + batchingWindow, Math.ceil(retryWindow / maxReceives));
  while (seconds < maxWait / 2 && receiveCount(retryWindow, backoff, seconds) > maxReceives) seconds += 1;
  return seconds;
}

/**
 * Visibility timeouts that a message may be hidden for when an attempt crashes: a consumer hides one that came back
 * before for up to two, so that it returns apart from its batch (`runtime/queue/separate-suspects.ts`).
 */
export const longestApart = 2;

/** Seconds until a message that crashes its consumer each time has used up its receives, at the most. */
export function poisonAge(maxReceiveCount: number, visibilityTimeout: number): number {
  return maxReceiveCount * longestApart * visibilityTimeout;
}

/**
 * Seconds after which a message that is still tried is late: longer than its objective, and than one crash alone takes,
 * which has an alarm of its own.
 */
function lateAfter(ageObjective: number, visibilityTimeout: number, timeout: number): number {
  return Math.max(ageObjective, visibilityTimeout + timeout);
}

/** Everything that follows from what a consumer declares; `types` are the event types that exist. */
export function deriveConsumer(name: string, declared: DeclaredConsumer, types: readonly string[]): Consumer {
  const { events: patterns, maxWait, ...rest } = declared;
  const backoff = { base: backoffBase, cap: maxWait };
  const visibilityTimeout = visibility(declared);
  const events = types.filter((type) => patterns.some((pattern) => matches(pattern, type)));
  return {
    name,
    ...rest,
    patterns,
    detailTypes: patterns.map((pattern) => prefixed(pattern) ?? pattern),
    sources: [...new Set(events.map(busSourceOf))],
    events,
    deadline: rest.timeout * 1000 - reportMargin,
    backoff,
    maxReceiveCount: receiveCount(rest.retryWindow, backoff, visibilityTimeout),
    visibilityTimeout,
    lateAfter: lateAfter(rest.ageObjective, visibilityTimeout, rest.timeout),
    retention,
  };
}

/** Whether a pattern (a type, or `parcels.parcel.*`) takes a type. */
export function matches(pattern: string, type: string): boolean {
  const wildcard = prefixed(pattern);
  return wildcard === undefined ? pattern === type : type.startsWith(wildcard.prefix);
}

function prefixed(pattern: string): { readonly prefix: string } | undefined {
  return pattern.endsWith('.*') ? { prefix: pattern.slice(0, -1) } : undefined;
}
