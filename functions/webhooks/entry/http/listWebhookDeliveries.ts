import { pageAnswer, startOf } from 'penstock/runtime/http/pages';
import { operation } from 'penstock/runtime/operation';
import { listWebhookDeliveries as contract } from '../../../generated/operations/listWebhookDeliveries.ts';
import { compose, type WebhookServices } from '../../compose.ts';
import { isDeliveryId } from '../../delivery-id.ts';
import { deliveryOf } from '../../domain/delivery.ts';
import { existing } from '../../problems.ts';

export const listWebhookDeliveries = ({ endpoints, deliveries, runtime }: WebhookServices) =>
  operation(
    contract,
    async ({ tenant, path, query, signal, url }) => {
      const endpointId = path('endpointId');
      const list = { scope: [tenant, endpointId], isPosition: isDeliveryId };
      const start = startOf(query, list);
      const [endpoint, { records, next }] = await Promise.all([
        endpoints().find(tenant, endpointId, signal),
        deliveries().list({ tenant, endpointId, ...start }, signal),
      ]);
      existing(endpoint);
      return pageAnswer(records.map(deliveryOf), next, { url, query: { limit: query.limit }, list });
    },
    runtime,
  );

export const handler = listWebhookDeliveries(compose(contract));
