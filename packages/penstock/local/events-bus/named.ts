import type { Hop } from '../hops.ts';
import { text } from '../json.ts';
import type { BusEvent } from './definition.ts';

/** How a hop names an event: a CloudEvent inside has an id that says more than the bus's own. */
export function named(event: BusEvent, note = ''): Pick<Hop, 'what' | 'id'> {
  const replayed = event['replay-name'] === undefined ? '' : ` (replay ${event['replay-name']})`;
  return { what: `${event['detail-type']}${replayed}${note}`, id: text(event.detail.id) ?? event.id };
}
