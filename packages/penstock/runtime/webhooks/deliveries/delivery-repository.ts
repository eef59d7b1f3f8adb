import type { DeliveryMessage, WebhookEvent } from '../event.ts';
import type { DeliveryRecord, Progress } from './delivery.ts';

export interface DeliveryListRequest {
  readonly tenant: string;
  readonly endpointId: string;
  readonly limit: number;
  /** The id of the last delivery of the page before. */
  readonly after?: string;
}

export interface DeliveryPage {
  /** By the time of the event, newest first. */
  readonly records: readonly DeliveryRecord[];
  /** The id to go on after; absent on the last page. */
  readonly next?: string;
}

/** Where deliveries are stored. Their ids sort by the time of the event. */
export interface DeliveryRepository {
  find(key: DeliveryKey, signal: AbortSignal): Promise<DeliveryRecord | undefined>;
  /** What a delivery is of; undefined when it has expired since. */
  findEvent(delivery: DeliveryRecord, signal: AbortSignal): Promise<WebhookEvent | undefined>;
  /** Stores a delivery that waits for its first attempt, unless it is stored already. `at`: RFC 3339. */
  awaitFirst(message: DeliveryMessage, at: string, signal: AbortSignal): Promise<void>;
  /** Adds an attempt; none is lost when several are added at once. `known`: what was stored when it began. */
  record(progress: Progress, known: DeliveryRecord | undefined, signal: AbortSignal): Promise<DeliveryRecord>;
  /**
   * Notes that a delivery is asked for again, unless that is known or it was attempted since. None of what happens at
   * once is lost. Resolves with the delivery as it then stands.
   */
  note(request: DeliveryMessage, known: DeliveryRecord, signal: AbortSignal): Promise<DeliveryRecord>;
  list(request: DeliveryListRequest, signal: AbortSignal): Promise<DeliveryPage>;
}

export interface DeliveryKey {
  readonly tenant: string;
  readonly endpointId: string;
  readonly deliveryId: string;
}
