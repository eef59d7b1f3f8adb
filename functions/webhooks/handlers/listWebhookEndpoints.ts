import { listWebhookEndpoints as contract } from '../../generated/operations/listWebhookEndpoints.ts';
import { operation } from '../../platform/operation.ts';
import { compose, type WebhookServices } from '../compose.ts';
import { endpointOf } from '../domain/endpoint.ts';
import { pageAnswer, startOf } from '../pages.ts';

export const listWebhookEndpoints = ({ endpoints, runtime }: WebhookServices) =>
  operation(
    contract,
    async ({ tenant, query, signal, url }) => {
      const scope = [tenant];
      const { records, next } = await endpoints().list({ tenant, ...startOf(query, scope) }, signal);
      return pageAnswer(records.map(endpointOf), next, { url, limit: query.limit, scope });
    },
    runtime,
  );

export const handler = listWebhookEndpoints(compose(contract));
