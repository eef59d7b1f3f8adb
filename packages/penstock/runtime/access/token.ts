import { errors, type JWTPayload, jwtVerify } from 'jose';
import { type ClaimNames, type Claims, claimsOf, unexpected } from './claims.ts';
import { issuerKeys } from './issuer-keys.ts';

export interface Issuer {
  readonly issuer: string;
  readonly audience: string;
  /** Whether a token may say nothing of its audience, as those of Cognito; what one says has to fit all the same. */
  readonly audienceRequired: boolean;
  readonly jwksUri: string;
  readonly claims: ClaimNames;
  /** Of tokens that claim none. */
  readonly defaultPlan?: string;
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

/** jose's own, and yet no fault of a token: the issuer's keys are not as they should be. */
const OURS = [errors.JWKSInvalid, errors.JWKInvalid];

/**
 * Verifies an issuer's tokens. Throws InvalidToken for a token that does not hold; an issuer whose keys can't be had
 * is an error of its own, so that its outage is never answered with "your token is wrong".
 */
export function tokenVerifier(of: Issuer, now: () => Date = () => new Date()): VerifyToken {
  const keys = issuerKeys(of.jwksUri);
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: of.issuer,
        algorithms: ALGORITHMS,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: CLOCK_TOLERANCE,
        currentDate: now(),
      });
      checkAudience(payload, of);
      const claims = claimsOf(payload, of.claims);
      return { ...claims, plan: claims.plan ?? of.defaultPlan };
    } catch (error) {
      throw isTokensFault(error) ? new InvalidToken('The token does not hold', { cause: error }) : error;
    }
  };
}

const isTokensFault = (error: unknown): boolean =>
  error instanceof errors.JOSEError && !OURS.some((ours) => error instanceof ours);

/**
 * Cognito says in `token_use` what a token without an audience is for: its ID tokens are for the client, not for an API.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 */
function checkAudience({ aud, token_use: use }: JWTPayload, { audience, audienceRequired }: Issuer): void {
  if (aud === undefined && !audienceRequired) {
    if (use !== undefined && use !== 'access') throw unexpected('token_use');
    return;
  }
  if (![aud].flat().includes(audience)) throw unexpected('aud');
}
