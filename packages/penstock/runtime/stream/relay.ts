import type { CloudEvent } from '../outbox/cloud-event.ts';
import type { EventBus, RelayFailures, Unpublishable } from './publication.ts';
import type { Item, StreamChange } from './stream-change.ts';

export interface RelayParts {
  readonly bus: EventBus;
  readonly failures: RelayFailures;
  /** The event that an item carries. Throws when the item is none of the context's. */
  readonly eventOf: (item: Item) => CloudEvent;
  /** Says what is wrong with an event; undefined when nothing is. */
  readonly check: (event: CloudEvent) => string | undefined;
  /** Whether the stream is about to give a change up: of what it gives up it keeps no more than the place. */
  readonly isOverdue: (change: StreamChange) => boolean;
}

export interface RelayResult {
  readonly published: number;
  /** Changes without an event of their own: the version stayed. */
  readonly skipped: number;
  readonly retained: readonly (Unpublishable & { readonly change: StreamChange })[];
  /** The first change to be tried again, with all that follow it. */
  readonly failed?: { readonly change: StreamChange; readonly error: unknown };
}

/**
 * Publishes the events of changes in the stream's order. One that can never be published is kept aside and holds
 * nothing up; one that fails is tried again with all after it, which may publish some of them twice, and is kept aside
 * in the end as well.
 */
export async function relay(
  changes: readonly StreamChange[],
  parts: RelayParts,
  signal: AbortSignal,
): Promise<RelayResult> {
  const { bus, failures, isOverdue } = parts;
  const due = changes.filter(({ version, versionBefore }) => version !== versionBefore);
  const prepared = due.map((change) => ({ change, item: prepare(change, parts) }));
  const events = prepared.flatMap(({ item }) => ('event' in item ? [item.event] : []));
  const answers = await bus.publish(events, signal);
  const retained: (Unpublishable & { readonly change: StreamChange })[] = [];
  const tally = { skipped: changes.length - due.length, published: 0, retained };
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
    retained.push({ change, reason, detail });
  }
  return tally;
}

const overdue = (error: unknown): Unpublishable => ({ reason: 'not-published-in-time', detail: messageOf(error) });

const unanswered = new Error('An event before this one failed');

function prepare(
  change: StreamChange,
  { eventOf, check }: Pick<RelayParts, 'eventOf' | 'check'>,
): { readonly event: CloudEvent } | (Unpublishable & { readonly outcome: 'refused' }) {
  try {
    const event = eventOf(change.item());
    const wrong = check(event);
    return wrong === undefined ? { event } : { outcome: 'refused', reason: 'invalid', detail: wrong };
  } catch (error) {
    return { outcome: 'refused', reason: 'unreadable', detail: messageOf(error) };
  }
}

/** What was thrown may be anything: a value that can't be asked for its message is none the less retained. */
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
  ({ at }: Pick<StreamChange, 'at'>): boolean =>
    now() - at > seconds * 1000;
