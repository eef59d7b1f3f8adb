import type { MethodEntry } from 'penstock/runtime/rpc/service';
import type { orderService as contracts } from '../../../../generated/rpc/orderService.ts';
import { createOrder as place } from '../../../application/createOrder.ts';
import type { OrderServices } from '../../../compose.ts';
import { newOrderOf, orderMessage } from '../../../order-message.ts';

export const createOrder =
  ({ orders }: OrderServices): MethodEntry<typeof contracts.createOrder> =>
  (request) => {
    const body = newOrderOf(request);
    return {
      asked: { body },
      run: async ({ call }) => {
        const { order, replayed } = await place(call(body), { orders: orders() });
        return { message: { order: orderMessage(order) }, replayed };
      },
    };
  };
