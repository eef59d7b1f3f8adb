import { outboxEvent } from 'penstock/runtime/outbox/cloud-event';
import type { EventOf } from '../../generated/events.ts';
import { type OrderEventType, type OrderRecord, orderOf } from '../domain/record.ts';

/** An event of an order as it is published. */
export type OrderEvent = EventOf<OrderEventType>;

/** The event that an order carries, as a CloudEvent. Throws when the order has no such event. */
export const orderEvent = (record: OrderRecord): OrderEvent =>
  // Type and data belong together, which the compiler can't see: the validators of the contract look at both.
  outboxEvent(record, '/penstock/orders' satisfies OrderEvent['source'], {
    order: orderOf(record),
    ...outcomeOf(record),
  }) as OrderEvent;

/** What the event of a payment says beside the order. */
function outcomeOf({ event, payment }: OrderRecord): { charge?: string; reason?: string } {
  if (event.type === 'orders.order.paid.v1' && payment?.state === 'captured' && payment.charge !== undefined) {
    return { charge: payment.charge };
  }
  if (event.type === 'orders.order.payment_failed.v1' && payment?.state === 'failed') return { reason: payment.reason };
  return {};
}
