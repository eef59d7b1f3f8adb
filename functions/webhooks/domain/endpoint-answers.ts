import { type Endpoint, type EndpointRecord, endpointOf } from './endpoint.ts';
import { overlapEnd, type Rotation, secretOfCreation, secretOfRotation } from './endpoint-secrets.ts';

interface WithSecret extends Endpoint {
  /** Absent when the request is repeated too late to be shown it. */
  readonly secret?: string;
}

/** The endpoint as the answer to its creation showed it, whatever has happened since. `now`: milliseconds. */
export const asCreated = (record: EndpointRecord, now: number): WithSecret => ({
  ...endpointOf(record),
  status: 'enabled',
  ...secretMember(secretOfCreation(record, now)),
});

/** The endpoint as it stands, and what a rotation made. `now`: milliseconds. */
export const asRotated = (
  record: EndpointRecord,
  rotation: Rotation,
  now: number,
): WithSecret & { readonly previousSecretExpiresAt: string } => ({
  ...endpointOf(record),
  ...secretMember(secretOfRotation(record, rotation, now)),
  previousSecretExpiresAt: overlapEnd(rotation),
});

const secretMember = (secret: string | undefined) => (secret === undefined ? {} : { secret });
