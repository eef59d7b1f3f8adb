import { entityOf } from 'penstock/runtime/items/item-layout';
import type { StreamRelayOptions } from 'penstock/runtime/stream/stream-relay';
import { eventValidators } from '../generated/events.ts';
import { orderLayout } from './adapters/order-layout.ts';
import { orderEvent } from './application/order-event.ts';

/** What is the orders' own of their relay. */
export const ordersRelay: StreamRelayOptions = {
  name: 'relayEvents',
  eventOf: (item) => orderEvent(entityOf(orderLayout, item)),
  validators: eventValidators,
};
