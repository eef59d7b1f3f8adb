import type { JsonObject } from '../json.ts';

/** What `contract/events/` promises, read once and checked. */
export interface EventContracts {
  readonly folder: string;
  /** By type. */
  readonly events: readonly EventContract[];
  /** In the order of consumers.yaml. */
  readonly consumers: readonly Consumer[];
}

export interface EventContract {
  /** `parcels.parcel.registered.v1`: context, entity, what happened, version. */
  readonly type: string;
  readonly title: string;
  readonly description: string;
  /** The schema of the event's data; its references lead into the API contract's document. */
  readonly data: JsonObject;
}

/** A consumer with its queue: what consumers.yaml says and what follows from it. Durations are seconds unless noted. */
export interface Consumer {
  readonly name: string;
  readonly queue: string;
  /** As declared: types, or `parcels.parcel.*`. */
  readonly patterns: readonly string[];
  /** What EventBridge matches `detail-type` with; empty when the bus sends nothing to this queue. */
  readonly detailTypes: readonly (string | { readonly prefix: string })[];
  /** What the sources of these events are called on the bus. */
  readonly sources: readonly string[];
  /** The types that the patterns stand for today. */
  readonly events: readonly string[];
  /** The types that another function sends straight to the queue. */
  readonly messages: readonly string[];
  readonly timeout: number;
  /** Milliseconds after which the function has answered for its batch. */
  readonly deadline: number;
  /** Functions at once: the reserved concurrency and the event source's maximum. */
  readonly concurrency: number;
  readonly batchSize: number;
  readonly batchingWindow: number;
  readonly retryWindow: number;
  readonly backoff: Backoff;
  readonly maxReceiveCount: number;
  readonly visibilityTimeout: number;
  readonly ageObjective: number;
  /** The age at which a message that is still tried raises an alarm. */
  readonly lateAfter: number;
  readonly fair: boolean;
  readonly retention: { readonly queue: number; readonly deadLetters: number };
}

/** The wait after the nth attempt is uniform in [half, whole] of min(cap, base * 2^n), in seconds. */
export interface Backoff {
  readonly base: number;
  readonly cap: number;
}
