import { consumer } from 'penstock/runtime/queue/consumer';
import { deliver } from 'penstock/runtime/webhooks/deliveries/deliver';
import { firstAttempt } from 'penstock/runtime/webhooks/deliveries/first-attempt';
import { deliverWebhook as contract } from '../../../generated/consumers/deliverWebhook.ts';
import { retryWebhook } from '../../../generated/consumers/retryWebhook.ts';
import { composeFirstDelivery, type FirstDeliveryServices } from '../../compose-consumers.ts';

/** Sends an event to an endpoint for the first time. */
export const deliverWebhook = ({ parts, retries, runtime }: FirstDeliveryServices) =>
  consumer(
    contract,
    (message, { attempt, signal }) =>
      firstAttempt(
        () => deliver(parts(), message, { stage: 'first', retry: attempt > 1, isLast: false, signal }),
        message,
        { retries: retries(), backoff: retryWebhook.backoff, random: runtime().random, log: runtime().log },
        signal,
      ),
    runtime,
  );

export const handler = deliverWebhook(composeFirstDelivery());
