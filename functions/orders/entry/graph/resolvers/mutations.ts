import type { Resolvers } from '../../../../generated/graph/resolvers.ts';
import { cancelOrder } from '../../../application/cancelOrder.ts';
import { createOrder } from '../../../application/createOrder.ts';
import { updateOrder } from '../../../application/updateOrder.ts';
import type { OrderServices } from '../../../compose.ts';

export const mutations = ({ orders }: OrderServices): Resolvers['Mutation'] => ({
  createOrder: ({ call, body }) => createOrder(call(body), { orders: orders() }),
  updateOrder: ({ call, path, body: patch, args }) => {
    const change = { orderId: path('orderId'), patch, expected: [args.expectedVersion] };
    return updateOrder(call(change), { orders: orders() });
  },
  cancelOrder: ({ call, path }) => cancelOrder(call({ orderId: path('orderId') }), { orders: orders() }),
});
