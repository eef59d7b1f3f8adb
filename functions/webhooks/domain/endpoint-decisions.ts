import type { DisabledReason, EndpointRecord, NewEndpoint, Stamp } from './endpoint.ts';

/**
 * How many endpoints a tenant may have: it bounds what one event costs. The count is read before the write, so
 * creations that race may pass it by as many as run at once.
 */
export const MAX_ENDPOINTS = 20;

export interface Creation {
  readonly tenant: string;
  readonly id: string;
  readonly fingerprint: string;
  readonly draft: NewEndpoint;
  /** Used when the endpoint is new; a repeat answers with the secret of the first. */
  readonly secret: string;
  readonly stamp: Stamp;
}

export interface EndpointChange {
  readonly tenant: string;
  readonly id: string;
  readonly at: string;
}

export interface Disabling extends EndpointChange {
  readonly reason: DisabledReason;
}

export type CreateDecision =
  | { readonly outcome: 'written' | 'replayed'; readonly record: EndpointRecord }
  | { readonly outcome: 'key-reused' | 'limit-reached' };
export type ChangeDecision =
  | { readonly outcome: 'written'; readonly record: EndpointRecord }
  | { readonly outcome: 'not-found' };

/**
 * `stored` is what the id names now and `count` how many endpoints the tenant has. A repeat is answered at the limit
 * too. A request that finds its own request id has written already: only the answer was lost.
 */
export function decideCreation(stored: EndpointRecord | undefined, count: number, creation: Creation): CreateDecision {
  if (stored === undefined) {
    return count >= MAX_ENDPOINTS ? { outcome: 'limit-reached' } : { outcome: 'written', record: created(creation) };
  }
  if (stored.fingerprint !== creation.fingerprint) return { outcome: 'key-reused' };
  const mine = stored.requestId === creation.stamp.requestId;
  return { outcome: mine ? 'written' : 'replayed', record: stored };
}

export function created({ tenant, id, fingerprint, draft, secret, stamp }: Creation): EndpointRecord {
  const { at, requestId, correlationId } = stamp;
  const { url, events, description } = draft;
  return {
    tenant,
    id,
    url,
    events,
    ...(description !== undefined && { description }),
    secret,
    createdAt: at,
    fingerprint,
    requestId,
    correlationId,
  };
}

/** Deleting again changes nothing and succeeds: a repeat after a lost answer is no mistake. */
export function decideDeletion(stored: EndpointRecord | undefined, { at }: EndpointChange): ChangeDecision {
  if (stored === undefined) return { outcome: 'not-found' };
  return { outcome: 'written', record: { ...stored, deletedAt: stored.deletedAt ?? at } };
}

/** The first reason stays. */
export function decideDisabling(stored: EndpointRecord | undefined, { at, reason }: Disabling): ChangeDecision {
  if (stored === undefined || stored.deletedAt !== undefined) return { outcome: 'not-found' };
  return { outcome: 'written', record: { ...stored, disabled: stored.disabled ?? { reason, at } } };
}
