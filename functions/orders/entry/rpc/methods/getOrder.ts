import type { MethodEntry } from 'penstock/runtime/rpc/service';
import type { orderService as contracts } from '../../../../generated/rpc/orderService.ts';
import { getOrder as get } from '../../../application/getOrder.ts';
import type { OrderServices } from '../../../compose.ts';
import { orderMessage } from '../../../order-message.ts';

export const getOrder =
  ({ orders }: OrderServices): MethodEntry<typeof contracts.getOrder> =>
  ({ orderId }) => ({
    run: async ({ call }) => {
      const order = await get(call({ orderId }), { orders: orders() });
      return { message: { order: orderMessage(order) } };
    },
  });
