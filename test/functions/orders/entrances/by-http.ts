import { cancelOrder } from '../../../../functions/orders/entry/http/cancelOrder.ts';
import { createOrder } from '../../../../functions/orders/entry/http/createOrder.ts';
import { getOrder } from '../../../../functions/orders/entry/http/getOrder.ts';
import { listOrders } from '../../../../functions/orders/entry/http/listOrders.ts';
import { updateOrder } from '../../../../functions/orders/entry/http/updateOrder.ts';
import { watchOrder } from '../../../../functions/orders/entry/http/watchOrder.ts';
import { answered, dataIn, type Entrance, given, host, type Services, streamed } from './entrance.ts';

/** The operations of the REST API. */
export function byHttp(services: Services): Entrance {
  const on = (id: string) => ({ path: `/v1/orders/${id}`, pathParameters: { orderId: id } });
  const keyed = (key: string) => ({ 'Content-Type': 'application/json', 'Idempotency-Key': key });
  return {
    create: async (draft, key) => {
      const request = { method: 'POST', path: '/v1/orders', headers: keyed(key), body: JSON.stringify(draft) };
      const { json, replayed } = await answered(createOrder(services), request);
      return { order: json, replayed };
    },
    get: async (id) => (await answered(getOrder(services), on(id))).json,
    update: async (id, version, patch) => {
      const headers = { 'Content-Type': 'application/merge-patch+json', 'If-Match': `"${version}"` };
      const request = { ...on(id), method: 'PATCH', headers, body: JSON.stringify(patch) };
      return (await answered(updateOrder(services), request)).json;
    },
    cancel: async (id, key) => {
      const request = { ...on(id), method: 'POST', headers: keyed(key) };
      const { json, replayed } = await answered(cancelOrder(services), request);
      return { order: json, replayed };
    },
    list: async (wanted) => {
      const { json } = await answered(listOrders(services), { path: '/v1/orders', query: given({ ...wanted }) });
      return { orders: json.items, next: json.nextCursor };
    },
    watch: async (id, after) => {
      const request = { ...on(id), headers: given({ 'Last-Event-ID': after }) };
      return dataIn(await streamed(watchOrder(services, { host }), request));
    },
  };
}
