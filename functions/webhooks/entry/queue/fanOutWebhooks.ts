import { consumer } from 'penstock/runtime/consumer';
import { fanOutWebhooks as contract } from '../../../generated/consumers/fanOutWebhooks.ts';
import { composeFanOut, type FanOutServices } from '../../compose-consumers.ts';
import { deliveryRequest } from '../../delivery-request.ts';
import { isLive, wants } from '../../domain/endpoint.ts';

/** More than any tenant has: the limit on endpoints, with room for creations that raced past it. */
const ALL_ENDPOINTS = 100;

export const fanOutWebhooks = ({ endpoints, queue, runtime }: FanOutServices) =>
  consumer(
    contract,
    async (event, { now, signal }) => {
      const { records } = await endpoints().list({ tenant: event.tenant, limit: ALL_ENDPOINTS }, signal);
      const wanting = records.filter((endpoint) => isLive(endpoint) && wants(endpoint, event.type));
      const messages = wanting.map(({ id: endpointId }) => deliveryRequest({ endpointId, event, now }));
      await queue().send(messages, signal);
    },
    runtime,
  );

export const handler = fanOutWebhooks(composeFanOut());
