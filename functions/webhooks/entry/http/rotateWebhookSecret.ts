import { deterministicId } from 'penstock/runtime/idempotency/identity';
import { operation } from 'penstock/runtime/operation';
import { rotateWebhookSecret as contract } from '../../../generated/operations/rotateWebhookSecret.ts';
import { compose, type WebhookServices } from '../../compose.ts';
import { asRotated } from '../../domain/endpoint-answers.ts';
import { noSuchEndpoint } from '../../problems.ts';
import { newSecret } from '../../secret.ts';

export const rotateWebhookSecret = ({ endpoints, runtime }: WebhookServices) =>
  operation(
    contract,
    async ({ tenant, path, identity, now, invocationId, signal }) => {
      const rotation = {
        id: deterministicId('', tenant, contract.operationId, identity.key),
        at: now.toISOString(),
        requestId: invocationId,
      };
      const decision = await endpoints().rotateSecret(
        { tenant, id: path('endpointId'), rotation, secret: newSecret() },
        signal,
      );
      if (decision.outcome === 'not-found') throw noSuchEndpoint();
      const body = asRotated(decision.record, decision.rotation, now.getTime());
      return { status: 200, body, replayed: decision.outcome === 'replayed' };
    },
    runtime,
  );

export const handler = rotateWebhookSecret(compose(contract));
