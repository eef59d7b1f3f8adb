import {
  type CreateOrderRequest,
  type Item,
  OrderStatus as StatusCode,
  type UpdateOrderRequest,
} from '../generated/rpc/orders/v1/orders_pb.ts';
import type { NewOrder, Order, OrderPatch, OrderStatus } from './domain/order.ts';

const codes = {
  pending: StatusCode.PENDING,
  paid: StatusCode.PAID,
  payment_failed: StatusCode.PAYMENT_FAILED,
  cancelled: StatusCode.CANCELLED,
} as const satisfies Record<OrderStatus, StatusCode>;

/** An order as its message has it. */
export const orderMessage = ({ status, total, version, items, ...order }: Order) => ({
  ...order,
  status: codes[status],
  total: BigInt(total),
  version: BigInt(version),
  items: items.map((item) => ({ ...item })),
});

export const statusOf = (code: StatusCode | undefined): OrderStatus | undefined =>
  (Object.keys(codes) as OrderStatus[]).find((status) => codes[status] === code);

/** What the request asks for in the words of REST: one key stands for it at both doors. The rules of its file hold by now. */
export const newOrderOf = ({ currency, items, reference }: CreateOrderRequest): NewOrder =>
  ({ currency, items: items.map(plain), ...(reference !== undefined && { reference }) }) as NewOrder;

export const patchOf = ({ items, reference }: UpdateOrderRequest): OrderPatch =>
  ({
    ...(items.length > 0 && { items: items.map(plain) }),
    ...(reference !== undefined && { reference: reference === '' ? null : reference }),
  }) as OrderPatch;

const plain = ({ sku, quantity, unitPrice }: Item) => ({ sku, quantity, unitPrice });
