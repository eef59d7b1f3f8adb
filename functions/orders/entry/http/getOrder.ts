import { entityTag, matchesIfNoneMatch } from 'penstock/runtime/http/conditional';
import { operation } from 'penstock/runtime/http/operation';
import { getOrder as contract } from '../../../generated/operations/getOrder.ts';
import { getOrder as get } from '../../application/getOrder.ts';
import { compose, type OrderServices } from '../../compose.ts';
import { orderAnswer } from '../../order-answer.ts';

export const getOrder = ({ orders, runtime }: OrderServices) =>
  operation(
    contract,
    async ({ call, path, header }) => {
      const order = await get(call({ orderId: path('orderId') }), { orders: orders() });
      const ETag = entityTag(order.version);
      if (matchesIfNoneMatch(header('If-None-Match'), order.version)) return { status: 304, headers: { ETag } };
      return orderAnswer(200, order);
    },
    runtime,
  );

export const handler = getOrder(compose(contract));
