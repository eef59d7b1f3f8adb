import { listWebhookDeliveries as contract } from '../../generated/operations/listWebhookDeliveries.ts';
import { operation } from '../../platform/operation.ts';
import { compose, type WebhookServices } from '../compose.ts';
import { deliveryOf } from '../domain/delivery.ts';
import { pageAnswer, startOf } from '../pages.ts';
import { existing } from '../problems.ts';

export const listWebhookDeliveries = ({ endpoints, deliveries, runtime }: WebhookServices) =>
  operation(
    contract,
    async ({ tenant, path, query, signal, url }) => {
      const endpointId = path('endpointId');
      const scope = [tenant, endpointId];
      const start = startOf(query, scope);
      const [endpoint, { records, next }] = await Promise.all([
        endpoints().find(tenant, endpointId, signal),
        deliveries().list({ tenant, endpointId, ...start }, signal),
      ]);
      existing(endpoint);
      return pageAnswer(records.map(deliveryOf), next, { url, limit: query.limit, scope });
    },
    runtime,
  );

export const handler = listWebhookDeliveries(compose(contract));
