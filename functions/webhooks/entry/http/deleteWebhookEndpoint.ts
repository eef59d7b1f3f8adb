import { operation } from 'penstock/runtime/http/operation';
import { deleteWebhookEndpoint as contract } from '../../../generated/operations/deleteWebhookEndpoint.ts';
import { composeEndpoints, type EndpointServices } from '../../compose.ts';
import { noSuchEndpoint } from '../../problems.ts';

export const deleteWebhookEndpoint = ({ endpoints, runtime }: EndpointServices) =>
  operation(
    contract,
    async ({ tenant, path, now, signal }) => {
      const deletion = { tenant, id: path('endpointId'), at: now.toISOString() };
      const { outcome } = await endpoints().remove(deletion, signal);
      if (outcome === 'not-found') throw noSuchEndpoint();
      return { status: 204 };
    },
    runtime,
  );

export const handler = deleteWebhookEndpoint(composeEndpoints(contract));
