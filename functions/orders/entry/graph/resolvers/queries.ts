import { connectionOf, pageOf } from 'penstock/runtime/graph/connections';
import type { Resolvers } from '../../../../generated/graph/resolvers.ts';
import { getOrder } from '../../../application/getOrder.ts';
import { listOrders } from '../../../application/listOrders.ts';
import type { OrderServices } from '../../../compose.ts';
import { orderList } from '../../../order-list.ts';

export const queries = ({ orders: repository }: OrderServices): Resolvers['Query'] => ({
  order: ({ call, path }) => getOrder(call({ orderId: path('orderId') }), { orders: repository() }),
  orders: async ({ call, tenant, query }) => {
    const { status } = query;
    const list = orderList(tenant, status);
    const wanted = { ...pageOf(query, list), ...(status && { status }) };
    const { orders, next } = await listOrders(call(wanted), { orders: repository() });
    return connectionOf(orders, next, list);
  },
});
