import type { CloudEvent } from '../outbox/cloud-event.ts';
import type { StreamChange } from './stream-change.ts';

/** Why an event can never be published. */
export interface Unpublishable {
  readonly reason: string;
  readonly detail: string;
}

/** What became of one event. */
export type Publication =
  | { readonly outcome: 'published' }
  | (Unpublishable & { readonly outcome: 'refused' })
  | { readonly outcome: 'failed'; readonly error: unknown };

export interface EventBus {
  /** Publishes events in this order and answers by their ids. Nothing is sent, nor answered, after one that failed. */
  publish(events: readonly CloudEvent[], signal: AbortSignal): Promise<ReadonlyMap<string, Publication>>;
}

/** Where the change of an event that can't be published is kept, whole, for a person to look at. */
export interface RelayFailures {
  keep(change: StreamChange, why: Unpublishable, signal: AbortSignal): Promise<void>;
}
