import { pageAnswer, startOf } from 'penstock/runtime/http/pages';
import { isListPosition } from 'penstock/runtime/items/list-position';
import { operation } from 'penstock/runtime/operation';
import { listOrders as contract } from '../../../generated/operations/listOrders.ts';
import { compose, type OrderServices } from '../../compose.ts';
import { orderOf } from '../../domain/record.ts';

const isPosition = isListPosition('ord_');

export const listOrders = ({ orders, runtime }: OrderServices) =>
  operation(
    contract,
    async ({ tenant, query, signal, url }) => {
      const { limit, status } = query;
      const list = { scope: [tenant, status ?? null], isPosition };
      const { records, next } = await orders().list(
        { tenant, ...startOf(query, list), ...(status && { status }) },
        signal,
      );
      return pageAnswer(records.map(orderOf), next, { url, query: { limit, status }, list });
    },
    runtime,
  );

export const handler = listOrders(compose(contract));
