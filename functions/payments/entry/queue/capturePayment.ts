import { consumer } from 'penstock/runtime/queue/consumer';
import { capturePayment as contract } from '../../../generated/consumers/capturePayment.ts';
import { capturePayment as capture } from '../../application/capturePayment.ts';
import { compose, type PaymentServices } from '../../compose.ts';

/** Takes the money for an order that was placed. */
export const capturePayment = ({ parts, runtime }: PaymentServices) =>
  consumer(
    contract,
    async ({ id, tenant, subject }, { call, correlationId, attempt }) => {
      const result = await capture(call({ orderId: subject, retry: attempt > 1 }), parts());
      if (result.outcome !== 'refused') return;
      const { reason } = result;
      runtime().log.error('charge refused', { correlationId, eventId: id, tenant, orderId: subject, reason });
    },
    runtime,
  );

export const handler = capturePayment(compose());
