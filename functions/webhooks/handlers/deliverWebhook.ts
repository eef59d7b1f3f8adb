import { deliverWebhook as contract } from '../../generated/consumers/deliverWebhook.ts';
import { consumer } from '../../platform/consumer.ts';
import { composeDelivery, type DeliveryServices } from '../compose-consumers.ts';
import { deliver } from '../deliver.ts';

export const deliverWebhook = ({ parts, runtime }: DeliveryServices) =>
  consumer(contract, (message, context) => deliver(parts(), contract, message, context), runtime);

export const handler = deliverWebhook(composeDelivery());
