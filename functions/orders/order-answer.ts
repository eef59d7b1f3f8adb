import { entityTag } from 'penstock/runtime/http/conditional';
import type { Order } from './domain/order.ts';

/** An order with its version as its entity tag. */
export const orderAnswer = <Status extends number>(status: Status, order: Order) => ({
  status,
  body: order,
  headers: { ETag: entityTag(order.version) },
});
