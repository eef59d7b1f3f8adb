import { streamedService } from 'penstock/runtime/rpc/stream/streamed-service';
import { orderServiceStreams as streams } from '../../../../functions/generated/rpc/orderServiceStreams.ts';
import type { NewOrder, Order, OrderPatch, OrderStatus } from '../../../../functions/orders/domain/order.ts';
import { watchOrder } from '../../../../functions/orders/entry/rpc/methods/watchOrder.ts';
import { orderService } from '../../../../functions/orders/entry/rpc/orderService.ts';
import { frame, framesIn } from '../../../fuzz/rpc-frames.ts';
import { answered, type Entrance, host, type Json, type Services, streamed } from './entrance.ts';

const codes: Readonly<Record<OrderStatus, string>> = {
  pending: 'ORDER_STATUS_PENDING',
  paid: 'ORDER_STATUS_PAID',
  payment_failed: 'ORDER_STATUS_PAYMENT_FAILED',
  cancelled: 'ORDER_STATUS_CANCELLED',
};

/** Protobuf writes 64 bits as text in JSON, and values of an enum by their names. */
const orderIn = ({ status, total, version, ...order }: Json): Order => ({
  ...order,
  status: Object.entries(codes).find(([, code]) => code === status)?.[0],
  total: Number(total),
  version: Number(version),
});

/** A reference of null, which a message cannot have, is an empty one. */
const changesOf = ({ reference, ...patch }: OrderPatch) => ({
  ...patch,
  ...(reference !== undefined && { reference: reference ?? '' }),
});

const request = (method: string, type: string, message: Uint8Array, key?: string) => ({
  method: 'POST',
  path: `/orders.v1.OrderService/${method}`,
  headers: { 'content-type': type, ...(key !== undefined && { 'idempotency-key': key }) },
  body: Buffer.from(message).toString('base64'),
  base64: true,
});

/** The methods of the service, by the Connect protocol in JSON. */
export function byRpc(services: Services): Entrance {
  const service = orderService(services);
  const ask = (method: string, message: object, key?: string) =>
    answered(service, request(method, 'application/json', Buffer.from(JSON.stringify(message)), key));
  return {
    create: async (draft: NewOrder, key) => {
      const { json, replayed } = await ask('CreateOrder', draft, key);
      return { order: orderIn(json.order), replayed };
    },
    get: async (orderId) => orderIn((await ask('GetOrder', { orderId })).json.order),
    update: async (orderId, version, patch) =>
      orderIn((await ask('UpdateOrder', { orderId, version, ...changesOf(patch) })).json.order),
    cancel: async (orderId, key) => {
      const { json, replayed } = await ask('CancelOrder', { orderId }, key);
      return { order: orderIn(json.order), replayed };
    },
    list: async ({ status, ...page }) => {
      const { json } = await ask('ListOrders', { ...page, ...(status && { status: codes[status] }) });
      return { orders: json.orders.map(orderIn), next: json.nextCursor ?? null };
    },
    watch: async (orderId, afterVersion) => {
      const method = streamedService(streams, { watchOrder: watchOrder(services) }, services.runtime, host);
      const message = frame(Buffer.from(JSON.stringify({ orderId, afterVersion })));
      const sent = await streamed(method, request('WatchOrder', 'application/connect+json', message));
      const told = (framesIn(sent) ?? []).map(({ data }) => JSON.parse(data.toString()));
      return told.flatMap(({ order }) => (order === undefined ? [] : [orderIn(order)]));
    },
  };
}
