import { type OrderEvent, orderEvent } from './order-event.ts';
import type { OrderRecord } from './record.ts';

/** A change of an order, as the stream tells it. */
export interface OrderChange {
  /** Its place in the stream. */
  readonly sequenceNumber: string;
  readonly version: number;
  /** Absent for a new order. */
  readonly versionBefore?: number;
  /** Milliseconds since the epoch: when it was made, as the stream has it. */
  readonly at: number;
  /** Throws when what the stream tells is no order. */
  readonly order: () => OrderRecord;
}

/** Why an event can never be published. */
export interface Refusal {
  readonly reason: string;
  readonly detail: string;
}

/** What became of one event. */
export type Publication =
  | { readonly outcome: 'published' }
  | (Refusal & { readonly outcome: 'refused' })
  | { readonly outcome: 'failed'; readonly error: unknown };

export interface EventBus {
  /** Publishes events in this order and answers by their ids. Nothing is sent, nor answered, after one that failed. */
  publish(events: readonly OrderEvent[], signal: AbortSignal): Promise<ReadonlyMap<string, Publication>>;
}

/** Keeps the change of an event that can't be published, whole, for a person to look at. */
export interface RelayFailures<Change> {
  keep(change: Change, refusal: Refusal, signal: AbortSignal): Promise<void>;
}

export interface RelayParts<Change> {
  readonly bus: EventBus;
  readonly failures: RelayFailures<Change>;
  /** Says what is wrong with an event; undefined when nothing is. */
  readonly check: (event: OrderEvent) => string | undefined;
  /** Whether the stream is about to give a change up: of what it gives up it keeps no more than the place. */
  readonly isOverdue: (change: Change) => boolean;
}

export interface RelayResult<Change> {
  readonly published: number;
  /** Changes without an event of their own: the version stayed, as when a payment claims the order. */
  readonly skipped: number;
  readonly kept: readonly (Refusal & { readonly change: Change })[];
  /** The first change to be tried again, with all that follow it. */
  readonly failed?: { readonly change: Change; readonly error: unknown };
}

/**
 * Publishes the events of changes in the stream's order. One that can never be published is kept aside and holds
 * nothing up; one that fails is tried again with all after it, which may publish some of them twice, and is kept aside
 * in the end as well.
 */
export async function relay<Change extends OrderChange>(
  changes: readonly Change[],
  { bus, failures, check, isOverdue }: RelayParts<Change>,
  signal: AbortSignal,
): Promise<RelayResult<Change>> {
  const due = changes.filter(({ version, versionBefore }) => version !== versionBefore);
  const prepared = due.map((change) => ({ change, item: prepare(change, check) }));
  const events = prepared.flatMap(({ item }) => ('event' in item ? [item.event] : []));
  const answers = await bus.publish(events, signal);
  const kept: (Refusal & { readonly change: Change })[] = [];
  const tally = { skipped: changes.length - due.length, published: 0, kept };
  for (const { change, item } of prepared) {
    const answer = 'event' in item ? answers.get(item.event.id) : item;
    if (answer === undefined) return { ...tally, failed: { change, error: unanswered } };
    if (answer.outcome === 'published') {
      tally.published += 1;
      continue;
    }
    if (answer.outcome === 'failed' && !isOverdue(change)) return { ...tally, failed: { change, error: answer.error } };
    const { reason, detail } = answer.outcome === 'failed' ? overdue(answer.error) : answer;
    try {
      await failures.keep(change, { reason, detail }, signal);
    } catch (error) {
      return { ...tally, failed: { change, error } };
    }
    kept.push({ change, reason, detail });
  }
  return tally;
}

const overdue = (error: unknown): Refusal => ({ reason: 'not-published-in-time', detail: messageOf(error) });

const unanswered = new Error('An event before this one failed');

function prepare(
  change: OrderChange,
  check: RelayParts<never>['check'],
): { readonly event: OrderEvent } | (Refusal & { readonly outcome: 'refused' }) {
  try {
    const event = orderEvent(change.order());
    const wrong = check(event);
    return wrong === undefined ? { event } : { outcome: 'refused', reason: 'invalid', detail: wrong };
  } catch (error) {
    return { outcome: 'refused', reason: 'not-an-order', detail: messageOf(error) };
  }
}

/** What was thrown may be anything: a value that can't be asked for its message is none the less set aside. */
function messageOf(error: unknown): string {
  try {
    return error instanceof Error ? String(error.message) : String(error);
  } catch {
    return 'an error that cannot be read';
  }
}

/** Whether a change was made more than so many seconds ago. */
export const olderThan =
  (seconds: number, now: () => number) =>
  ({ at }: Pick<OrderChange, 'at'>): boolean =>
    now() - at > seconds * 1000;
