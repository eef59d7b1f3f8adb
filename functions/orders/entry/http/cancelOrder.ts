import { operation } from 'penstock/runtime/operation';
import { Problem } from 'penstock/runtime/problem/problem';
import { stampOf } from 'penstock/runtime/request-stamp';
import { cancelOrder as contract } from '../../../generated/operations/cancelOrder.ts';
import { beingPaid, keyReused, notFound, orderAnswer } from '../../answers.ts';
import { compose, type OrderServices } from '../../compose.ts';
import { asCancelled, orderOf } from '../../domain/record.ts';

export const cancelOrder = ({ orders, runtime }: OrderServices) =>
  operation(
    contract,
    async (request) => {
      const { tenant, path, identity, signal } = request;
      const cancellation = { tenant, id: path('orderId'), ...identity, stamp: stampOf(request) };
      const decision = await orders().cancel(cancellation, signal);
      switch (decision.outcome) {
        case 'written':
          return orderAnswer(200, orderOf(decision.record));
        case 'replayed':
          return { ...orderAnswer(200, asCancelled(decision.record, decision.receipt)), replayed: true };
        case 'not-found':
          throw notFound();
        case 'key-reused':
          throw keyReused();
        case 'wrong-state':
          throw new Problem('invalid-state', 'Only an order that is pending or whose payment failed can be cancelled.');
        case 'being-paid':
          throw beingPaid();
      }
    },
    runtime,
  );

export const handler = cancelOrder(compose(contract));
