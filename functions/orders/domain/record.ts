import type { Receipt } from 'penstock/runtime/items/receipt';
import type { EventMark, StoredItem } from 'penstock/runtime/items/stored-item';
import type { EventType } from '../../generated/events.ts';
import type { Content, Currency, Order, OrderStatus } from './order.ts';
import type { Payment } from './payment.ts';

/** The orders' events, as the contract has them. */
export type OrderEventType = Extract<EventType, `orders.order.${string}`>;

export interface CancellationReceipt extends Receipt {
  /** What the change made of the order. */
  readonly status: OrderStatus;
}

/** An order as it is kept: what it is now and what replays need. */
export interface OrderRecord extends StoredItem {
  readonly status: OrderStatus;
  readonly currency: Currency;
  readonly content: Content;
  /** What the order was placed with, where it has changed since. */
  readonly placedWith?: Content;
  readonly cancellation?: CancellationReceipt;
  /** From the moment a payment claims the order. */
  readonly payment?: Payment;
  readonly event: EventMark<OrderEventType>;
}

/** What lists show of an order, and what their indexes hold of it. */
export type ListedOrder = Pick<
  OrderRecord,
  'id' | 'status' | 'currency' | 'content' | 'version' | 'createdAt' | 'updatedAt'
>;

/** The order as its owner sees it. */
export const orderOf = (record: ListedOrder): Order =>
  assemble(record, record.status, record.content, record.version, record.updatedAt);

/** The order as the answer to placing it showed it, whatever has happened since. */
export const asPlaced = (record: OrderRecord): Order =>
  assemble(record, 'pending', record.placedWith ?? record.content, 1, record.createdAt);

/** The order as the answer to cancelling it showed it. Its content can't have changed since. */
export const asCancelled = (record: OrderRecord, { status, version, at }: CancellationReceipt): Order =>
  assemble(record, status, record.content, version, at);

// DynamoDB keeps no order of members, and a replay must be the first answer to the byte: the order is written here.
function assemble(
  { id, currency, createdAt }: ListedOrder,
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
