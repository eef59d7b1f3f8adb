import type { EventOf } from '../../generated/events.ts';
import { type OrderEventType, type OrderRecord, orderOf } from './record.ts';

/** An event of an order as it is published. */
export type OrderEvent = EventOf<OrderEventType>;

/**
 * The event that an order carries, as a CloudEvent. Its id names the order and the version that the change made, so
 * publishing it again makes no second event. Throws when the order has no such event.
 */
export function orderEvent(record: OrderRecord): OrderEvent {
  const { id, version, updatedAt, tenant, event } = record;
  const { type, correlationId, traceparent } = event;
  return {
    specversion: '1.0',
    id: `${id}_${version}`,
    source: '/penstock/orders',
    type,
    subject: id,
    time: updatedAt,
    datacontenttype: 'application/json',
    tenant,
    correlationid: correlationId,
    ...(traceparent !== undefined && { traceparent }),
    data: { order: orderOf(record), ...outcomeOf(record) },
    // Type and data belong together, which the compiler can't see: the validators of the contract look at both.
  } as OrderEvent;
}

/** What the event of a payment says beside the order. */
function outcomeOf({ event, payment }: OrderRecord): { charge?: string; reason?: string } {
  if (event.type === 'orders.order.paid.v1' && payment?.state === 'captured' && payment.charge !== undefined) {
    return { charge: payment.charge };
  }
  if (event.type === 'orders.order.payment_failed.v1' && payment?.state === 'failed') return { reason: payment.reason };
  return {};
}
