import type { MethodEntry } from 'penstock/runtime/rpc/service';
import type { orderService as contracts } from '../../../../generated/rpc/orderService.ts';
import { cancelOrder as cancel } from '../../../application/cancelOrder.ts';
import type { OrderServices } from '../../../compose.ts';
import { orderMessage } from '../../../order-message.ts';

export const cancelOrder =
  ({ orders }: OrderServices): MethodEntry<typeof contracts.cancelOrder> =>
  ({ orderId }) => ({
    asked: { path: { orderId } },
    run: async ({ call }) => {
      const { order, replayed } = await cancel(call({ orderId }), { orders: orders() });
      return { message: { order: orderMessage(order) }, replayed };
    },
  });
