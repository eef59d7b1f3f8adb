import { operation } from 'penstock/runtime/http/operation';
import { cancelOrder as contract } from '../../../generated/operations/cancelOrder.ts';
import { cancelOrder as cancel } from '../../application/cancelOrder.ts';
import { compose, type OrderServices } from '../../compose.ts';
import { orderAnswer } from '../../order-answer.ts';

export const cancelOrder = ({ orders, runtime }: OrderServices) =>
  operation(
    contract,
    async ({ call, path }) => {
      const { order, replayed } = await cancel(call({ orderId: path('orderId') }), { orders: orders() });
      return { ...orderAnswer(200, order), replayed };
    },
    runtime,
  );

export const handler = cancelOrder(compose(contract));
