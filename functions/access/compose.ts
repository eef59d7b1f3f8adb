import { lambdaRuntime, type Runtime } from 'penstock/runtime/core/runtime';
import { lazy } from 'penstock/runtime/lazy';
import { readAccessEnv } from './env.ts';
import { tokenVerifier, type VerifyToken } from './token.ts';

/** What the authorizer works with. */
export interface AccessServices {
  readonly verify: VerifyToken;
  readonly usageKeyPrefix: string;
  readonly log: Runtime['telemetry']['log'];
}

/** The services of the deployed authorizer, made at its first use and kept: so are the issuer's keys. */
export const compose = lazy((): AccessServices => {
  const env = readAccessEnv();
  return {
    verify: tokenVerifier({
      issuer: env.TOKEN_ISSUER,
      audience: env.TOKEN_AUDIENCE,
      jwksUri: env.TOKEN_JWKS_URI,
    }),
    usageKeyPrefix: env.USAGE_KEY_PREFIX,
    log: lambdaRuntime().telemetry.log,
  };
});
