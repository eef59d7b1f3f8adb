import type { DeliveryMessage, WebhookEvent } from './event.ts';

/** What an app says of its webhooks. All words of its domain are in here: the kit knows no event type of its own. */
export interface WebhooksConfig<Event> {
  /** The event as subscribers get it, to the byte. Its `tenant` says whose endpoints get it, its `type` which of them. */
  readonly toPublicEvent: (event: Event) => WebhookEvent;
  /** What the app's contract calls the message that asks for a delivery (CloudEvents `type` and `source`). */
  readonly deliveryMessage: Pick<DeliveryMessage, 'type' | 'source'>;
}
