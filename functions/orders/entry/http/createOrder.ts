import { operation } from 'penstock/runtime/http/operation';
import { createOrder as contract } from '../../../generated/operations/createOrder.ts';
import { createOrder as place } from '../../application/createOrder.ts';
import { compose, type OrderServices } from '../../compose.ts';
import { orderAnswer } from '../../order-answer.ts';

export const createOrder = ({ orders, runtime }: OrderServices) =>
  operation(
    contract,
    async ({ call, body, url }) => {
      const { order, replayed } = await place(call(body), { orders: orders() });
      const { headers, ...answer } = orderAnswer(201, order);
      return { ...answer, headers: { Location: `${url}/${order.id}`, ...headers }, replayed };
    },
    runtime,
  );

export const handler = createOrder(compose(contract));
