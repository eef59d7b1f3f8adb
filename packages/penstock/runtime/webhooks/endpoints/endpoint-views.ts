import type { EndpointRecord, ListedEndpoint, NewEndpoint } from './endpoint.ts';
import { overlapEnd, type Rotation, secretOfCreation, secretOfRotation } from './endpoint-secrets.ts';

/** An endpoint as its owner sees it. */
export interface EndpointView<Filter extends string = string> extends NewEndpoint<Filter> {
  readonly id: string;
  readonly status: 'enabled' | 'disabled';
  readonly createdAt: string;
}

/** `Filter`: as in `toEndpointView`. */
export interface CreatedView<Filter extends string> extends EndpointView<Filter> {
  /** Absent when the request is repeated too late to be shown it. */
  readonly secret?: string;
}

/** With the new secret, and when the one before signs no longer (RFC 3339). */
export interface RotatedView<Filter extends string> extends CreatedView<Filter> {
  readonly previousSecretExpiresAt: string;
}

/**
 * `Filter`: what the app's contract lets an endpoint subscribe to, so nothing else was stored. A replay must be the first
 * answer to the byte and stores retain no order of members: the order is written here.
 */
export const toEndpointView = <Filter extends string>({
  id,
  url,
  events,
  description,
  disabled,
  createdAt,
}: ListedEndpoint): EndpointView<Filter> => ({
  id,
  url,
  events: [...events] as Filter[],
  ...(description !== undefined && { description }),
  status: disabled === undefined ? 'enabled' : 'disabled',
  createdAt,
});

/** The endpoint as the answer to its creation showed it, whatever has happened since. `now`: milliseconds. */
export const toCreatedView = <Filter extends string>(record: EndpointRecord, now: number): CreatedView<Filter> => ({
  ...toEndpointView<Filter>(record),
  status: 'enabled',
  ...secretMember(secretOfCreation(record, now)),
});

/** The endpoint as it stands, and what a rotation made. `now`: milliseconds. */
export const toRotatedView = <Filter extends string>(
  record: EndpointRecord,
  rotation: Rotation,
  now: number,
): RotatedView<Filter> => ({
  ...toEndpointView<Filter>(record),
  ...secretMember(secretOfRotation(record, rotation, now)),
  previousSecretExpiresAt: overlapEnd(rotation),
});

const secretMember = (secret: string | undefined) => (secret === undefined ? {} : { secret });
