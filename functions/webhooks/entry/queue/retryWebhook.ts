import { consumer } from 'penstock/runtime/queue/consumer';
import { deliver } from 'penstock/runtime/webhooks/deliveries/deliver';
import { isLastAttempt } from 'penstock/runtime/webhooks/deliveries/delivery-decisions';
import { retryWebhook as contract } from '../../../generated/consumers/retryWebhook.ts';
import { composeDelivery, type DeliveryServices } from '../../compose-consumers.ts';

/** Sends an event to an endpoint until it is received, or its time is over. */
export const retryWebhook = ({ parts, runtime }: DeliveryServices) =>
  consumer(
    contract,
    (message, { attempt, sentAt, now, signal }) => {
      const isLast = isLastAttempt(attempt, now.getTime() - sentAt, contract);
      return deliver(parts(), message, { stage: 'retry', retry: true, isLast, signal });
    },
    runtime,
  );

export const handler = retryWebhook(composeDelivery());
