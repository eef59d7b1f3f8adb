import { consumer } from 'penstock/runtime/consumer';
import { PermanentError } from 'penstock/runtime/queue/failures';
import { capturePayment as contract } from '../../../generated/consumers/capturePayment.ts';
import { capture } from '../../application/capture.ts';
import { compose, type PaymentServices } from '../../compose.ts';

/** Takes the money for an order that was placed. */
export const capturePayment = ({ parts, runtime }: PaymentServices) =>
  consumer(
    contract,
    async ({ id, tenant, subject }, { now, correlationId, traceparent, attempt, signal }) => {
      const cause = { event: id, at: now.toISOString(), correlationId, ...(traceparent && { traceparent }) };
      const claim = { tenant, orderId: subject, cause };
      const result = await capture(claim, parts(), { signal, retry: attempt > 1 });
      if (result.outcome === 'refused') {
        const { reason } = result;
        runtime().log.error('charge refused', { correlationId, eventId: id, tenant, orderId: subject, reason });
      }
      if (result.outcome === 'not-found') throw new PermanentError('order-not-found', 'There is no such order');
      if (result.outcome === 'claim-lost') {
        throw new PermanentError('claim-lost', 'The provider decided on a charge that the order can no longer take');
      }
    },
    runtime,
  );

export const handler = capturePayment(compose());
