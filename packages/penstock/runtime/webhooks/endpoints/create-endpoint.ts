import { newSecret } from '../signing/secret.ts';
import type { NewEndpoint } from './endpoint.ts';
import type { CreateDecision } from './endpoint-decisions.ts';
import { endpointId } from './endpoint-id.ts';
import type { EndpointRepository } from './endpoint-repository.ts';
import { type UrlRules, urlFinding } from './endpoint-url.ts';
import { type CreatedView, toCreatedView } from './endpoint-views.ts';

export interface EndpointRequest {
  readonly tenant: string;
  readonly operationId: string;
  readonly identity: { readonly key: string; readonly fingerprint: string };
  readonly draft: NewEndpoint;
  readonly now: Date;
  /** Of this one invocation: a repeat by the client has another, one by the SDK the same. */
  readonly invocationId: string;
  readonly correlationId: string;
}

type Refusal = Exclude<CreateDecision, { readonly record: unknown }>['outcome'];

export type CreateOutcome<Filter extends string> =
  | { readonly outcome: 'created' | 'replayed'; readonly endpoint: CreatedView<Filter> }
  /** `detail`: what is wrong with it, as a predicate of "The url". */
  | { readonly outcome: 'url-refused'; readonly detail: string }
  | { readonly outcome: Refusal };

/** Creates an endpoint; a repeat of the request is answered as the first was. */
export async function createEndpoint<Filter extends string>(
  { endpoints, urlRules }: { readonly endpoints: EndpointRepository; readonly urlRules: UrlRules },
  { tenant, operationId, identity, draft, now, invocationId, correlationId }: EndpointRequest,
  signal: AbortSignal,
): Promise<CreateOutcome<Filter>> {
  const detail = urlFinding(draft.url, urlRules);
  if (detail !== undefined) return { outcome: 'url-refused', detail };
  const decision = await endpoints.create(
    {
      tenant,
      id: endpointId(tenant, operationId, identity.key),
      fingerprint: identity.fingerprint,
      draft,
      secret: newSecret(),
      stamp: { at: now.toISOString(), requestId: invocationId, correlationId },
    },
    signal,
  );
  if (!('record' in decision)) return decision;
  const outcome = decision.outcome === 'written' ? 'created' : 'replayed';
  return { outcome, endpoint: toCreatedView<Filter>(decision.record, now.getTime()) };
}
