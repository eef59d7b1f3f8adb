import {
  type DeletedEndpoint,
  type DisabledReason,
  type EndpointRecord,
  isDeleted,
  type NewEndpoint,
  type Stamp,
  type StoredEndpoint,
} from './endpoint.ts';
import { type Rotation, rotated } from './endpoint-secrets.ts';

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
  /** Used when the endpoint is new; a repeat is answered with the secret of the first. */
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

export interface SecretRotation {
  readonly tenant: string;
  readonly id: string;
  readonly rotation: Rotation;
  /** Used when the rotation is new; a repeat is answered with the secret of the first. */
  readonly secret: string;
}

export type CreateDecision =
  | { readonly outcome: 'written' | 'replayed'; readonly record: EndpointRecord }
  | { readonly outcome: 'key-reused' | 'limit-reached' | 'deleted' };
export type ChangeDecision<Stored extends StoredEndpoint> =
  | { readonly outcome: 'written'; readonly record: Stored }
  | { readonly outcome: 'not-found' };
export type RotationDecision =
  | { readonly outcome: 'written' | 'replayed'; readonly record: EndpointRecord; readonly rotation: Rotation }
  | { readonly outcome: 'not-found' };

/**
 * `stored` is what the id names now and `count` how many endpoints the tenant has. A repeat is answered at the limit
 * too. A request that finds its own request id has written already: only the answer was lost.
 */
export function decideCreation(stored: StoredEndpoint | undefined, count: number, creation: Creation): CreateDecision {
  if (stored === undefined) {
    return count >= MAX_ENDPOINTS ? { outcome: 'limit-reached' } : { outcome: 'written', record: created(creation) };
  }
  if (stored.fingerprint !== creation.fingerprint) return { outcome: 'key-reused' };
  if (isDeleted(stored)) return { outcome: 'deleted' };
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
export function decideDeletion(
  stored: StoredEndpoint | undefined,
  { at }: EndpointChange,
): ChangeDecision<DeletedEndpoint> {
  if (stored === undefined) return { outcome: 'not-found' };
  const { tenant, id, fingerprint } = stored;
  const deletedAt = isDeleted(stored) ? stored.deletedAt : at;
  return { outcome: 'written', record: { tenant, id, fingerprint, deletedAt } };
}

/** The first reason stays. */
export function decideDisabling(
  stored: StoredEndpoint | undefined,
  { at, reason }: Disabling,
): ChangeDecision<EndpointRecord> {
  if (stored === undefined || isDeleted(stored)) return { outcome: 'not-found' };
  return { outcome: 'written', record: { ...stored, disabled: stored.disabled ?? { reason, at } } };
}

/** A rotation that finds its own request id has written already: only the answer was lost. */
export function decideRotation(
  stored: StoredEndpoint | undefined,
  { rotation, secret }: SecretRotation,
): RotationDecision {
  if (stored === undefined || isDeleted(stored)) return { outcome: 'not-found' };
  const known = stored.rotations?.find(({ id }) => id === rotation.id);
  if (known === undefined) {
    return { outcome: 'written', record: { ...stored, ...rotated(stored, rotation, secret) }, rotation };
  }
  const mine = known.requestId === rotation.requestId;
  return { outcome: mine ? 'written' : 'replayed', record: stored, rotation: known };
}
