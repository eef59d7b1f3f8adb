import { streamRelay } from 'penstock/runtime/stream/stream-relay';
import { ordersRelay } from '../../compose-relay.ts';

/** Publishes the events that the orders' stream brings. */
export const handler = streamRelay(ordersRelay);
