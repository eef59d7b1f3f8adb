import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';

/** The claims that access is decided on. */
export interface Claims {
  readonly subject: string;
  /** Seconds since the epoch. */
  readonly expires: number;
  readonly scopes: readonly string[];
  readonly tenant: string | undefined;
  readonly plan: string | undefined;
}

export interface Issuer {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUri: string;
}

/** The token is no proof of anything: 401. Every other failure is ours. */
export class InvalidToken extends Error {
  override readonly name = 'InvalidToken';
}

export type VerifyToken = (token: string) => Promise<Claims>;

/** Asymmetric only: with HS256 allowed, an issuer's public key would be a secret to sign with. */
const ALGORITHMS = ['RS256', 'ES256'];
/** Seconds that clocks may differ. */
const CLOCK_TOLERANCE = 5;
/** Milliseconds to wait for the issuer's keys, to keep them, and not to ask again for a key that is not among them. */
const KEY_TIMEOUT = 2000;
const KEY_MAX_AGE = 600_000;
const KEY_COOLDOWN = 30_000;

const OURS = [errors.JWKSTimeout, errors.JWKSInvalid, errors.JWKInvalid];

/**
 * Verifies an issuer's tokens. Throws InvalidToken for a token that does not hold; an issuer whose keys can't be had
 * is an error of its own, so that its outage is never answered with "your token is wrong".
 */
export function tokenVerifier({ issuer, audience, jwksUri }: Issuer, now: () => Date = () => new Date()): VerifyToken {
  const keys = createRemoteJWKSet(new URL(jwksUri), {
    timeoutDuration: KEY_TIMEOUT,
    cacheMaxAge: KEY_MAX_AGE,
    cooldownDuration: KEY_COOLDOWN,
  });
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: CLOCK_TOLERANCE,
        currentDate: now(),
      });
      return claimsOf(payload);
    } catch (error) {
      throw isTokensFault(error) ? new InvalidToken('The token does not hold', { cause: error }) : error;
    }
  };
}

/** jose's plain JOSEError is the issuer's answer (not 200, not JSON); its subclasses are about the token. */
const isTokensFault = (error: unknown): boolean =>
  error instanceof errors.JOSEError &&
  error.constructor !== errors.JOSEError &&
  !OURS.some((ours) => error instanceof ours);

/** Throws InvalidToken for a claim that is there and is not what it must be. */
function claimsOf({ sub, exp = 0, scope, tenant, plan }: JWTPayload): Claims {
  const scopes = claim('scope', scope, SCOPE) ?? '';
  return {
    subject: claim('sub', sub, SUBJECT) ?? '',
    expires: exp,
    scopes: scopes.split(' ').filter((name) => name !== ''),
    tenant: claim('tenant', tenant, NAME),
    plan: claim('plan', plan, NAME),
  };
}

/** At most 255 ASCII characters (OpenID Connect Core 1.0, 2); it goes into the gateway's context and from there into logs. */
const SUBJECT = /^[\x21-\x7e][\x20-\x7e]{0,254}$/;
/** Names between spaces (RFC 6749, 3.3), at least one. */
const SCOPE = /^ *[\x21\x23-\x5b\x5d-\x7e][\x20\x21\x23-\x5b\x5d-\x7e]*$/;
/** Names become parts of keys (`tenant#id`, `tenant.plan`), so no separator can be in one, and none is longer than a key. */
const NAME = /^[A-Za-z0-9_-]{1,64}$/;

function claim(name: string, value: unknown, form: RegExp): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && form.test(value)) return value;
  throw new errors.JWTClaimValidationFailed(`unexpected "${name}" claim value`, {}, name, 'check_failed');
}
