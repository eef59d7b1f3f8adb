import { pageAnswer, startOf } from 'penstock/runtime/http/pages';
import { operation } from 'penstock/runtime/operation';
import { listOrders as contract } from '../../../generated/operations/listOrders.ts';
import { compose, type OrderServices } from '../../compose.ts';
import { isListPosition } from '../../domain/order-repository.ts';
import { orderOf } from '../../domain/record.ts';

export const listOrders = ({ orders, runtime }: OrderServices) =>
  operation(
    contract,
    async ({ tenant, query, signal, url }) => {
      const { limit, status } = query;
      const list = { scope: [tenant, status ?? null], isPosition: isListPosition };
      const { records, next } = await orders().list(
        { tenant, ...startOf(query, list), ...(status && { status }) },
        signal,
      );
      return pageAnswer(records.map(orderOf), next, { url, query: { limit, status }, list });
    },
    runtime,
  );

export const handler = listOrders(compose(contract));
