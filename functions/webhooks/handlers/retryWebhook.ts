import { retryWebhook as contract } from '../../generated/consumers/retryWebhook.ts';
import { consumer } from '../../platform/consumer.ts';
import { composeDelivery, type DeliveryServices } from '../compose-consumers.ts';
import { deliver } from '../deliver.ts';

/** Sends an event to an endpoint until it is received, or its time is over. */
export const retryWebhook = ({ parts, runtime }: DeliveryServices) =>
  consumer(
    contract,
    (message, { sentAt, signal }) => deliver(parts(), contract, message, { retry: true, sentAt, signal }),
    runtime,
  );

export const handler = retryWebhook(composeDelivery());
