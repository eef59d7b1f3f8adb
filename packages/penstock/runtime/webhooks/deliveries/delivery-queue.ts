import type { DeliveryMessage } from '../event.ts';

/** Where deliveries wait; one endpoint's never hold up another's. */
export interface DeliveryQueue {
  /** Resolves when all are queued; rejects when some are not, and they may all be sent again. */
  send(messages: readonly DeliveryMessage[], signal: AbortSignal, /** Seconds. */ delay?: number): Promise<void>;
}
