import { operation } from 'penstock/runtime/operation';
import { Problem } from 'penstock/runtime/problem/problem';
import { stampOf } from 'penstock/runtime/request-stamp';
import { updateOrder as contract } from '../../../generated/operations/updateOrder.ts';
import { asProblem, beingPaid, notFound, orderAnswer } from '../../answers.ts';
import { compose, type OrderServices } from '../../compose.ts';
import { expectedVersions } from '../../conditions.ts';
import { orderOf } from '../../domain/record.ts';

export const updateOrder = ({ orders, runtime }: OrderServices) =>
  operation(
    contract,
    async (request) => {
      const { tenant, path, header, body: patch, signal } = request;
      const expected = expectedVersions(header('If-Match'));
      const update = { tenant, id: path('orderId'), patch, expected, stamp: stampOf(request) };
      const decision = await orders()
        .update(update, signal)
        .catch((error) => Promise.reject(asProblem(error)));
      switch (decision.outcome) {
        case 'written':
          return orderAnswer(200, orderOf(decision.record));
        case 'not-found':
          throw notFound();
        case 'version-mismatch':
          throw new Problem('precondition-failed', 'The order has changed since. Read it again and retry on its ETag.');
        case 'wrong-state':
          throw new Problem('invalid-state', 'Only a pending order can be changed.');
        case 'being-paid':
          throw beingPaid();
      }
    },
    runtime,
  );

export const handler = updateOrder(compose(contract));
