import { operation } from 'penstock/runtime/http/operation';
import { createEndpoint } from 'penstock/runtime/webhooks/endpoints/create-endpoint';
import { createWebhookEndpoint as contract } from '../../../generated/operations/createWebhookEndpoint.ts';
import type { WebhookEventFilter } from '../../../generated/types.ts';
import { type CreationServices, composeCreation } from '../../compose.ts';
import { createdAndDeleted, keyReused, limitReached, urlRefused } from '../../problems.ts';

export const createWebhookEndpoint = ({ endpoints, urlRules, runtime }: CreationServices) =>
  operation(
    contract,
    async ({ tenant, identity, body: draft, signal, url, now, invocationId, correlationId }) => {
      const { operationId } = contract;
      const result = await createEndpoint<WebhookEventFilter>(
        { endpoints: endpoints(), urlRules: urlRules() },
        { tenant, operationId, identity, draft, now, invocationId, correlationId },
        signal,
      );
      switch (result.outcome) {
        case 'url-refused':
          throw urlRefused(result.detail);
        case 'key-reused':
          throw keyReused();
        case 'deleted':
          throw createdAndDeleted();
        case 'limit-reached':
          throw limitReached();
        default: {
          const { outcome, endpoint: body } = result;
          return { status: 201, body, headers: { Location: `${url}/${body.id}` }, replayed: outcome === 'replayed' };
        }
      }
    },
    runtime,
  );

export const handler = createWebhookEndpoint(composeCreation(contract));
