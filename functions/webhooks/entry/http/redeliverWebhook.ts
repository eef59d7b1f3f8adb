import { deterministicId } from 'penstock/runtime/idempotency/identity';
import { operation } from 'penstock/runtime/operation';
import { Problem } from 'penstock/runtime/problem/problem';
import { redeliverWebhook as contract } from '../../../generated/operations/redeliverWebhook.ts';
import { composeRedelivery, type RedeliveryServices } from '../../compose.ts';
import { deliveryRequest } from '../../delivery-request.ts';
import { deliveryOf, isKnown } from '../../domain/delivery.ts';
import { existing } from '../../problems.ts';

export const redeliverWebhook = ({ endpoints, deliveries, queue, runtime }: RedeliveryServices) =>
  operation(
    contract,
    async ({ tenant, path, identity, now, signal }) => {
      const [endpointId, deliveryId] = [path('endpointId'), path('deliveryId')];
      const [endpoint, delivery] = await Promise.all([
        endpoints().find(tenant, endpointId, signal),
        deliveries().find({ tenant, endpointId, deliveryId }, signal),
      ]);
      const { disabled } = existing(endpoint);
      if (delivery === undefined) throw new Problem('not-found', 'There is no such delivery.');
      const redelivery = deterministicId('', tenant, contract.operationId, identity.key);
      const message = deliveryRequest({ endpointId, event: delivery.event, now, redelivery });
      if (isKnown(delivery, message)) return { status: 202, body: deliveryOf(delivery), replayed: true };
      if (disabled !== undefined)
        throw new Problem('invalid-state', 'The endpoint is disabled: nothing is sent to it.');
      // Queued first: a request that was noted and not queued would never be, for its repeats would find it known.
      await queue().send([message], signal);
      return { status: 202, body: deliveryOf(await deliveries().note(message, delivery, signal)) };
    },
    runtime,
  );

export const handler = redeliverWebhook(composeRedelivery(contract));
