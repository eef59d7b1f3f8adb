import { deterministicId } from '../../idempotency/identity.ts';
import { newSecret } from '../signing/secret.ts';
import type { EndpointRepository } from './endpoint-repository.ts';
import { type RotatedView, toRotatedView } from './endpoint-views.ts';

export interface RotationRequest {
  readonly tenant: string;
  readonly endpointId: string;
  readonly operationId: string;
  readonly identity: { readonly key: string };
  readonly now: Date;
  readonly invocationId: string;
}

export type RotateOutcome<Filter extends string> =
  | { readonly outcome: 'rotated' | 'replayed'; readonly endpoint: RotatedView<Filter> }
  | { readonly outcome: 'not-found' };

/** Gives an endpoint a new secret; a repeat of the request is answered with the rotation that the first made. */
export async function rotateSecret<Filter extends string>(
  endpoints: EndpointRepository,
  { tenant, endpointId, operationId, identity, now, invocationId }: RotationRequest,
  signal: AbortSignal,
): Promise<RotateOutcome<Filter>> {
  const rotation = {
    id: deterministicId('', tenant, operationId, identity.key),
    at: now.toISOString(),
    requestId: invocationId,
  };
  const decision = await endpoints.rotateSecret({ tenant, id: endpointId, rotation, secret: newSecret() }, signal);
  if (decision.outcome === 'not-found') return decision;
  const outcome = decision.outcome === 'written' ? 'rotated' : 'replayed';
  return { outcome, endpoint: toRotatedView<Filter>(decision.record, decision.rotation, now.getTime()) };
}
