import { expectedVersions } from 'penstock/runtime/http/conditional';
import { operation } from 'penstock/runtime/http/operation';
import { updateOrder as contract } from '../../../generated/operations/updateOrder.ts';
import { updateOrder as update } from '../../application/updateOrder.ts';
import { compose, type OrderServices } from '../../compose.ts';
import { orderAnswer } from '../../order-answer.ts';

export const updateOrder = ({ orders, runtime }: OrderServices) =>
  operation(
    contract,
    async ({ call, path, header, body: patch }) => {
      const expected = expectedVersions(header('If-Match'), 'order');
      const order = await update(call({ orderId: path('orderId'), patch, expected }), { orders: orders() });
      return orderAnswer(200, order);
    },
    runtime,
  );

export const handler = updateOrder(compose(contract));
