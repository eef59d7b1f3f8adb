import { Problem } from 'penstock/runtime/problem/problem';
import type { MethodEntry } from 'penstock/runtime/rpc/service';
import type { orderService as contracts } from '../../../../generated/rpc/orderService.ts';
import { updateOrder as update } from '../../../application/updateOrder.ts';
import type { OrderServices } from '../../../compose.ts';
import { orderMessage, patchOf } from '../../../order-message.ts';

export const updateOrder =
  ({ orders }: OrderServices): MethodEntry<typeof contracts.updateOrder> =>
  (request) => {
    const { orderId, version } = request;
    const patch = patchOf(request);
    if (Object.keys(patch).length === 0) throw new Problem('validation', 'Set items or reference, or both.');
    return {
      asked: { body: patch },
      run: async ({ call }) => {
        const order = await update(call({ orderId, patch, expected: [Number(version)] }), { orders: orders() });
        return { message: { order: orderMessage(order) } };
      },
    };
  };
