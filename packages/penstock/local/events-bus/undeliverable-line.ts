import type { UndeliverableEvent } from './delivery-store.ts';
import { named } from './named.ts';

/** The one log line of an event that nothing took. The event itself is in the store. */
export function undeliverableLine({ event, ...entry }: UndeliverableEvent): string {
  const { what, id } = named(event);
  const message = `${what} ${id} is undeliverable: neither the target of rule ${entry.rule} nor a dead-letter queue takes it (${entry.reason}). npm run events -- undeliverable --local shows it whole`;
  return JSON.stringify({ level: 'ERROR', message, eventId: event.id, ...entry });
}
