import { operation } from 'penstock/runtime/operation';
import { getOrder as contract } from '../../../generated/operations/getOrder.ts';
import { etagOf, notFound, orderAnswer } from '../../answers.ts';
import { compose, type OrderServices } from '../../compose.ts';
import { isHeld } from '../../conditions.ts';
import { orderOf } from '../../domain/record.ts';

export const getOrder = ({ orders, runtime }: OrderServices) =>
  operation(
    contract,
    async ({ tenant, path, header, signal }) => {
      const record = await orders().find(tenant, path('orderId'), signal);
      if (record === undefined) throw notFound();
      if (isHeld(header('If-None-Match'), record.version)) return { status: 304, headers: { ETag: etagOf(record) } };
      return orderAnswer(200, orderOf(record));
    },
    runtime,
  );

export const handler = getOrder(compose(contract));
