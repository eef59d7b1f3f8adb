import { operation } from 'penstock/runtime/http/operation';
import { pageAnswer, startOf } from 'penstock/runtime/http/pages';
import { isListPosition } from 'penstock/runtime/items/list-position';
import { listOrders as contract } from '../../../generated/operations/listOrders.ts';
import { listOrders as list } from '../../application/listOrders.ts';
import { compose, type OrderServices } from '../../compose.ts';

const isPosition = isListPosition('ord_');

export const listOrders = ({ orders: repository, runtime }: OrderServices) =>
  operation(
    contract,
    async ({ call, tenant, query, url }) => {
      const { limit, status } = query;
      const cursors = { scope: [tenant, status ?? null], isPosition };
      const wanted = { ...startOf(query, cursors), ...(status && { status }) };
      const { orders, next } = await list(call(wanted), { orders: repository() });
      return pageAnswer(orders, next, { url, query: { limit, status }, list: cursors });
    },
    runtime,
  );

export const handler = listOrders(compose(contract));
