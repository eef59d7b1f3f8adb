import type { StreamRelayOptions } from 'penstock/runtime/stream/stream-relay';
import { eventValidators } from '../generated/events.ts';
import { recordOf } from './adapters/order-item.ts';
import { orderEvent } from './application/order-event.ts';

/** What is the orders' own of their relay. */
export const ordersRelay: StreamRelayOptions = {
  name: 'relayEvents',
  eventOf: (item) => orderEvent(recordOf(item)),
  validators: eventValidators,
};
