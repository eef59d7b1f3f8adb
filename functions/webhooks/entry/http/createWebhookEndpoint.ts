import { deterministicId } from 'penstock/runtime/idempotency/identity';
import { operation } from 'penstock/runtime/operation';
import { createWebhookEndpoint as contract } from '../../../generated/operations/createWebhookEndpoint.ts';
import { type CreationServices, composeCreation } from '../../compose.ts';
import { asCreated } from '../../domain/endpoint-answers.ts';
import { urlFinding } from '../../domain/endpoint-url.ts';
import { createdAndDeleted, keyReused, limitReached, urlRefused } from '../../problems.ts';
import { newSecret } from '../../secret.ts';

export const createWebhookEndpoint = ({ endpoints, urlRules, runtime }: CreationServices) =>
  operation(
    contract,
    async ({ tenant, identity, body: draft, signal, url, now, invocationId, correlationId }) => {
      const finding = urlFinding(draft.url, urlRules());
      if (finding !== undefined) throw urlRefused(finding);
      const id = deterministicId('whe_', tenant, contract.operationId, identity.key);
      const stamp = { at: now.toISOString(), requestId: invocationId, correlationId };
      const decision = await endpoints().create(
        { tenant, id, fingerprint: identity.fingerprint, draft, secret: newSecret(), stamp },
        signal,
      );
      switch (decision.outcome) {
        case 'key-reused':
          throw keyReused();
        case 'deleted':
          throw createdAndDeleted();
        case 'limit-reached':
          throw limitReached();
        default: {
          const replayed = decision.outcome === 'replayed';
          const body = asCreated(decision.record, now.getTime());
          return { status: 201, body, headers: { Location: `${url}/${id}` }, replayed };
        }
      }
    },
    runtime,
  );

export const handler = createWebhookEndpoint(composeCreation(contract));
