/** For which the operation that made a secret shows it. */
export const SHOWN_FOR_MS = 60 * 60 * 1000;
/** For which a replaced secret signs beside the new one. */
export const OVERLAP_MS = 24 * 60 * 60 * 1000;
/** How many rotations an endpoint remembers. */
export const REMEMBERED_ROTATIONS = 20;

/** What signs the deliveries to an endpoint, and which requests made it so. */
export interface EndpointSecrets {
  readonly secret: string;
  readonly previousSecret?: PreviousSecret;
  /** Receipts of the last rotations, oldest first. */
  readonly rotations?: readonly Rotation[];
}

/** The secret before the present one. It signs until then (RFC 3339), whether or not it has been erased. */
export interface PreviousSecret {
  readonly secret: string;
  readonly until: string;
}

/** The receipt of a rotation. `id`: of its Idempotency-Key. */
export interface Rotation {
  readonly id: string;
  /** RFC 3339. */
  readonly at: string;
  readonly requestId: string;
}

/** The secrets that sign now, the newest first. `now`: milliseconds. */
export const signingSecrets = ({ secret, previousSecret }: EndpointSecrets, now: number): readonly string[] =>
  previousSecret === undefined || isOver(previousSecret, now) ? [secret] : [secret, previousSecret.secret];

/** A replaced secret that is still stored and signs nothing more. `now`: milliseconds. */
export const expiredSecret = ({ previousSecret }: EndpointSecrets, now: number): PreviousSecret | undefined =>
  previousSecret !== undefined && isOver(previousSecret, now) ? previousSecret : undefined;

const isOver = ({ until }: PreviousSecret, now: number): boolean => now >= Date.parse(until);

/** The secrets after a rotation. Two sign at the most: what was replaced before is dropped. */
export function rotated(secrets: EndpointSecrets, rotation: Rotation, secret: string) {
  return {
    secret,
    previousSecret: { secret: secrets.secret, until: overlapEnd(rotation) },
    rotations: [...(secrets.rotations ?? []), rotation].slice(-REMEMBERED_ROTATIONS),
  };
}

/** When the secret that a rotation replaced signs no longer. RFC 3339. */
export const overlapEnd = ({ at }: Pick<Rotation, 'at'>): string => new Date(Date.parse(at) + OVERLAP_MS).toISOString();

/** The secret that the creation made, where it may still be shown. */
export const secretOfCreation = (
  secrets: EndpointSecrets & { readonly createdAt: string },
  now: number,
): string | undefined => {
  const since = secrets.rotations?.length ?? 0;
  return isShown(secrets.createdAt, now) ? secretBefore(secrets, since) : undefined;
};

/** The secret that a rotation made, where it may still be shown. */
export const secretOfRotation = (secrets: EndpointSecrets, { id, at }: Rotation, now: number): string | undefined => {
  const rotations = secrets.rotations ?? [];
  const since = rotations.length - 1 - rotations.findIndex((rotation) => rotation.id === id);
  return isShown(at, now) ? secretBefore(secrets, since) : undefined;
};

const isShown = (madeAt: string, now: number): boolean => now - Date.parse(madeAt) < SHOWN_FOR_MS;

/** The secret that was the last one so many rotations ago, where it is still stored. */
const secretBefore = ({ secret, previousSecret }: EndpointSecrets, rotations: number): string | undefined =>
  rotations === 0 ? secret : rotations === 1 ? previousSecret?.secret : undefined;
