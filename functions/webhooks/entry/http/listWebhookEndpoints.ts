import { operation } from 'penstock/runtime/http/operation';
import { pageAnswer, startOf } from 'penstock/runtime/http/pages';
import { isListPosition } from 'penstock/runtime/webhooks/endpoints/endpoint-repository';
import { toEndpointView } from 'penstock/runtime/webhooks/endpoints/endpoint-views';
import { listWebhookEndpoints as contract } from '../../../generated/operations/listWebhookEndpoints.ts';
import type { WebhookEventFilter } from '../../../generated/types.ts';
import { composeEndpoints, type EndpointServices } from '../../compose.ts';

export const listWebhookEndpoints = ({ endpoints, runtime }: EndpointServices) =>
  operation(
    contract,
    async ({ tenant, query, signal, url }) => {
      const list = { scope: [tenant], isPosition: isListPosition };
      const { records, next } = await endpoints().list({ tenant, ...startOf(query, list) }, signal);
      const items = records.map((record) => toEndpointView<WebhookEventFilter>(record));
      return pageAnswer(items, next, { url, query: { limit: query.limit }, list });
    },
    runtime,
  );

export const handler = listWebhookEndpoints(composeEndpoints(contract));
