import { operation } from 'penstock/runtime/http/operation';
import { rotateSecret } from 'penstock/runtime/webhooks/endpoints/rotate-secret';
import { rotateWebhookSecret as contract } from '../../../generated/operations/rotateWebhookSecret.ts';
import type { WebhookEventFilter } from '../../../generated/types.ts';
import { composeEndpoints, type EndpointServices } from '../../compose.ts';
import { noSuchEndpoint } from '../../problems.ts';

export const rotateWebhookSecret = ({ endpoints, runtime }: EndpointServices) =>
  operation(
    contract,
    async ({ tenant, path, identity, now, invocationId, signal }) => {
      const { operationId } = contract;
      const endpointId = path('endpointId');
      const result = await rotateSecret<WebhookEventFilter>(
        endpoints(),
        { tenant, endpointId, operationId, identity, now, invocationId },
        signal,
      );
      if (result.outcome === 'not-found') throw noSuchEndpoint();
      return { status: 200, body: result.endpoint, replayed: result.outcome === 'replayed' };
    },
    runtime,
  );

export const handler = rotateWebhookSecret(composeEndpoints(contract));
