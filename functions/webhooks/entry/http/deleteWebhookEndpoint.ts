import { operation } from 'penstock/runtime/operation';
import { deleteWebhookEndpoint as contract } from '../../../generated/operations/deleteWebhookEndpoint.ts';
import { compose, type WebhookServices } from '../../compose.ts';
import { noSuchEndpoint } from '../../problems.ts';

export const deleteWebhookEndpoint = ({ endpoints, runtime }: WebhookServices) =>
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

export const handler = deleteWebhookEndpoint(compose(contract));
