import { operation } from 'penstock/runtime/http/operation';
import { pageAnswer, startOf } from 'penstock/runtime/http/pages';
import { listOrders as contract } from '../../../generated/operations/listOrders.ts';
import { listOrders as list } from '../../application/listOrders.ts';
import { compose, type OrderServices } from '../../compose.ts';
import { orderList } from '../../order-list.ts';

export const listOrders = ({ orders: repository, runtime }: OrderServices) =>
  operation(
    contract,
    async ({ call, tenant, query, url }) => {
      const { limit, status } = query;
      const cursors = orderList(tenant, status);
      const wanted = { ...startOf(query, cursors), ...(status && { status }) };
      const { orders, next } = await list(call(wanted), { orders: repository() });
      return pageAnswer(orders, next, { url, query: { limit, status }, list: cursors });
    },
    runtime,
  );

export const handler = listOrders(compose(contract));
