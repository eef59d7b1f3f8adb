import { operation } from 'penstock/runtime/http/operation';
import { callAs } from 'penstock/runtime/idempotency/call-as';
import { createOrderV2 as contract } from '../../../generated/operations/createOrderV2.ts';
import { createOrder as place } from '../../application/createOrder.ts';
import { compose, type OrderServices } from '../../compose.ts';
import { orderAnswer } from '../../order-answer.ts';
import { fromMoney, withMoney } from '../../order-money.ts';

/** A key names the same order that it names in v1: a client may change over between two attempts. */
export const createOrderV2 = ({ orders, runtime }: OrderServices) =>
  operation(
    contract,
    async ({ call, body, url }) => {
      const asked = callAs('createOrder', call(fromMoney(body)));
      const { order, replayed } = await place(asked, { orders: orders() });
      const { headers, ...answer } = orderAnswer(201, order);
      // Orders are read in v1.
      const Location = `${url.replace(/\/v2\/orders$/, '/v1/orders')}/${order.id}`;
      return { ...answer, body: withMoney(order), headers: { Location, ...headers }, replayed };
    },
    runtime,
  );

export const handler = createOrderV2(compose(contract));
