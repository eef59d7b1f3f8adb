import type { EventType } from '../../generated/events.ts';
import type { Content, Currency, Order, OrderStatus } from './order.ts';

/** The orders' events, as the contract has them. */
export type OrderEventType = Extract<EventType, `orders.order.${string}`>;

/** An Idempotency-Key that changed an order, kept in the order itself. */
export interface Receipt {
  readonly key: string;
  readonly fingerprint: string;
  /** What the change made of the order. */
  readonly status: OrderStatus;
  readonly version: number;
  readonly at: string;
}

/** Which request wrote something, and when (RFC 3339, UTC, milliseconds). */
export interface Stamp {
  readonly at: string;
  /** Of one request only, however often its write is tried. */
  readonly requestId: string;
  readonly correlationId: string;
  readonly traceparent?: string;
}

/** The event of an order's last change, kept in the order itself: what the relay publishes. */
export interface EventMark {
  readonly type: OrderEventType;
  readonly correlationId: string;
  /** W3C Trace Context of the request. */
  readonly traceparent?: string;
}

/** How far the payment of an order has come. */
export type Payment =
  | { readonly state: 'capturing'; readonly at: string; readonly event: string }
  | { readonly state: 'captured'; readonly at: string; readonly event: string; readonly charge?: string }
  | { readonly state: 'failed'; readonly at: string; readonly event: string; readonly reason: string };

/** An order as it is kept: what it is now and what replays need. */
export interface OrderRecord {
  readonly tenant: string;
  readonly id: string;
  readonly status: OrderStatus;
  readonly currency: Currency;
  readonly content: Content;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Of the request that placed the order. */
  readonly fingerprint: string;
  /** What the order was placed with, once it has changed since. */
  readonly placedWith?: Content;
  readonly cancellation?: Receipt;
  /** From the moment a payment claims the order. The payments write it, with the event as its receipt. */
  readonly payment?: Payment;
  readonly event: EventMark;
  /** Of the request that wrote this version. */
  readonly requestId: string;
  readonly correlationId: string;
}

/** Claimed by a payment whose outcome is not known yet: nothing else may change it until then. */
export const isBeingPaid = ({ payment }: Pick<OrderRecord, 'payment'>): boolean => payment?.state === 'capturing';

export const eventMark = (type: OrderEventType, { correlationId, traceparent }: Stamp): EventMark => ({
  type,
  correlationId,
  ...(traceparent !== undefined && { traceparent }),
});

/** The order as its owner sees it. */
export const orderOf = (record: OrderRecord): Order =>
  assemble(record, record.status, record.content, record.version, record.updatedAt);

/** The order as the answer to placing it showed it, whatever has happened since. */
export const asPlaced = (record: OrderRecord): Order =>
  assemble(record, 'pending', record.placedWith ?? record.content, 1, record.createdAt);

/** The order as the answer to cancelling it showed it. Its content can't have changed since. */
export const asCancelled = (record: OrderRecord, { status, version, at }: Receipt): Order =>
  assemble(record, status, record.content, version, at);

// DynamoDB keeps no order of members, and a replay must be the first answer to the byte: the order is written here.
function assemble(
  { id, currency, createdAt }: OrderRecord,
  status: OrderStatus,
  { items, total, reference }: Content,
  version: number,
  updatedAt: string,
): Order {
  return {
    id,
    status,
    currency,
    total,
    items: items.map(({ sku, quantity, unitPrice }) => ({ sku, quantity, unitPrice })),
    ...(reference !== undefined && { reference }),
    version,
    createdAt,
    updatedAt,
  };
}
