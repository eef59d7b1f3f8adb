import { deterministicId } from 'penstock/runtime/idempotency/identity';
import { operation } from 'penstock/runtime/operation';
import { stampOf } from 'penstock/runtime/request-stamp';
import { createOrder as contract } from '../../../generated/operations/createOrder.ts';
import { asProblem, keyReused, orderAnswer } from '../../answers.ts';
import { compose, type OrderServices } from '../../compose.ts';
import { asPlaced } from '../../domain/record.ts';

export const createOrder = ({ orders, runtime }: OrderServices) =>
  operation(
    contract,
    async (request) => {
      const { tenant, identity, body: draft, signal, url } = request;
      const id = deterministicId('ord_', tenant, contract.operationId, identity.key);
      const placement = { tenant, id, fingerprint: identity.fingerprint, draft, stamp: stampOf(request) };
      const decision = await orders()
        .place(placement, signal)
        .catch((error) => Promise.reject(asProblem(error)));
      if (decision.outcome === 'key-reused') throw keyReused();
      const { headers, ...answer } = orderAnswer(201, asPlaced(decision.record));
      const replayed = decision.outcome === 'replayed';
      return { ...answer, headers: { Location: `${url}/${id}`, ...headers }, replayed };
    },
    runtime,
  );

export const handler = createOrder(compose(contract));
