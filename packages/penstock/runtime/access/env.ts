import { readEnvironment } from '../env.ts';
import type { Issuer } from './token.ts';

/** `RATE_LIMIT_POLICIES` is read where there is one. */
const names = ['TOKEN_ISSUER', 'TOKEN_AUDIENCE', 'TOKEN_JWKS_URI', 'TOKEN_CLAIMS', 'USAGE_KEY_PREFIX'] as const;

/** The variables by which a stack tells an authorizer of its issuer, and what its usage keys begin with. */
export type AuthorizerVariable = (typeof names)[number] | 'RATE_LIMIT_POLICIES';

/** What `TOKEN_CLAIMS` holds, as JSON. */
export type TokenClaims = Issuer['claims'] & Pick<Issuer, 'audienceRequired' | 'defaultPlan'>;

export interface AccessEnv {
  readonly issuer: Issuer;
  readonly usageKeyPrefix: string;
  /** What callers are told that their plan allows, by plan: the value of RateLimit-Policy. */
  readonly rateLimitPolicies: Readonly<Record<string, string>>;
}

/** Throws one error that names all that are missing. */
export function readAccessEnv(source: Readonly<Record<string, string | undefined>> = process.env): AccessEnv {
  const env = readEnvironment(names, source);
  const { audienceRequired, defaultPlan, ...claims } = JSON.parse(env.TOKEN_CLAIMS) as TokenClaims;
  return {
    issuer: {
      issuer: env.TOKEN_ISSUER,
      audience: env.TOKEN_AUDIENCE,
      audienceRequired,
      jwksUri: env.TOKEN_JWKS_URI,
      claims,
      ...(defaultPlan === undefined ? {} : { defaultPlan }),
    },
    usageKeyPrefix: env.USAGE_KEY_PREFIX,
    rateLimitPolicies: JSON.parse(source.RATE_LIMIT_POLICIES ?? '{}'),
  };
}
