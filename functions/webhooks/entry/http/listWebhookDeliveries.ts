import { operation } from 'penstock/runtime/http/operation';
import { pageAnswer, startOf } from 'penstock/runtime/http/pages';
import { isDeliveryId } from 'penstock/runtime/webhooks/deliveries/delivery-id';
import { toDeliveryView } from 'penstock/runtime/webhooks/deliveries/delivery-view';
import { listDeliveries } from 'penstock/runtime/webhooks/deliveries/list-deliveries';
import { listWebhookDeliveries as contract } from '../../../generated/operations/listWebhookDeliveries.ts';
import type { WebhookEventType } from '../../../generated/types.ts';
import { composeDeliveryLog, type DeliveryLogServices } from '../../compose.ts';
import { noSuchEndpoint } from '../../problems.ts';

export const listWebhookDeliveries = ({ endpoints, deliveries, runtime }: DeliveryLogServices) =>
  operation(
    contract,
    async ({ tenant, path, query, signal, url }) => {
      const endpointId = path('endpointId');
      const list = { scope: [tenant, endpointId], isPosition: isDeliveryId };
      const stores = { endpoints: endpoints(), deliveries: deliveries() };
      const page = await listDeliveries(stores, { tenant, endpointId, ...startOf(query, list) }, signal);
      if (page === undefined) throw noSuchEndpoint();
      const items = page.records.map((record) => toDeliveryView<WebhookEventType>(record));
      return pageAnswer(items, page.next, { url, query: { limit: query.limit }, list });
    },
    runtime,
  );

export const handler = listWebhookDeliveries(composeDeliveryLog(contract));
