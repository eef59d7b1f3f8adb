import { pageAnswer, startOf } from 'penstock/runtime/http/pages';
import { operation } from 'penstock/runtime/operation';
import { listWebhookEndpoints as contract } from '../../../generated/operations/listWebhookEndpoints.ts';
import { compose, type WebhookServices } from '../../compose.ts';
import { endpointOf } from '../../domain/endpoint.ts';
import { isListPosition } from '../../domain/endpoint-repository.ts';

export const listWebhookEndpoints = ({ endpoints, runtime }: WebhookServices) =>
  operation(
    contract,
    async ({ tenant, query, signal, url }) => {
      const list = { scope: [tenant], isPosition: isListPosition };
      const { records, next } = await endpoints().list({ tenant, ...startOf(query, list) }, signal);
      return pageAnswer(records.map(endpointOf), next, { url, query: { limit: query.limit }, list });
    },
    runtime,
  );

export const handler = listWebhookEndpoints(compose(contract));
