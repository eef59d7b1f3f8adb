import type { APIGatewayAuthorizerResult } from 'aws-lambda';
import { lambdaRuntime, type Runtime } from '../core/runtime.ts';
import { lazy } from '../lazy.ts';
import type { FindKey } from './api-key.ts';
import { type AuthorizerEvent, type Credential, credentialIn, keyHeadersOf } from './credential.ts';
import { type AccessEnv, readAccessEnv } from './env.ts';
import { type Admission, type GuardedRoute, policyFor } from './policy.ts';
import { InvalidToken, tokenVerifier, type VerifyToken } from './token.ts';

/** What the authorizer works with. */
export interface AccessServices {
  readonly verify: VerifyToken;
  /** Absent: no operation takes keys. */
  readonly findKey?: FindKey;
  readonly usageKeyPrefix: string;
  readonly rateLimitPolicies?: AccessEnv['rateLimitPolicies'];
  readonly log: Runtime['telemetry']['log'];
}

type Authorizer = (event: AuthorizerEvent) => Promise<APIGatewayAuthorizerResult>;

/**
 * The gateway's authorizer, of tokens and keys. The error "Unauthorized", to the letter, is its sign for 401; any other
 * error is answered with 500.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 */
export function authorizer(routes: readonly GuardedRoute[], services: () => AccessServices): Authorizer {
  const keyHeaders = keyHeadersOf(routes);
  return async (event) => {
    const { usageKeyPrefix, rateLimitPolicies, log, ...checks } = services();
    const shown = credentialIn(event, keyHeaders);
    const admission = shown === undefined ? refusal('none') : await check(shown, checks, log);
    if ('refused' in admission) {
      log.info(`${shown?.kind === 'apiKey' ? 'key' : 'token'} refused`, { reason: admission.refused });
      throw new Error('Unauthorized');
    }
    return policyFor(admission, event.methodArn, routes, { usageKeyPrefix, rateLimitPolicies });
  };
}

interface Refusal {
  readonly refused: string;
}

const refusal = (refused: string): Refusal => ({ refused });

async function check(
  { kind, text }: Credential,
  { verify, findKey }: Pick<AccessServices, 'verify' | 'findKey'>,
  log: AccessServices['log'],
): Promise<Admission | Refusal> {
  try {
    return kind === 'token' ? { credential: 'token', ...(await verify(text)) } : await admissionOfKey(text, findKey);
  } catch (error) {
    if (error instanceof InvalidToken) {
      return refusal((error.cause as { code?: string } | undefined)?.code ?? 'unknown');
    }
    const what = kind === 'token' ? 'token' : 'key';
    log.error(`${what} could not be checked`, {}, error);
    throw new Error(`The ${what} could not be checked`);
  }
}

async function admissionOfKey(text: string, findKey: FindKey | undefined): Promise<Admission | Refusal> {
  const key = await findKey?.(text);
  if (key === undefined) return refusal('unknown key');
  const { id, tenant, plan, scopes } = key;
  return { credential: 'apiKey', subject: `key:${id}`, tenant, plan, scopes };
}

/**
 * The authorizer of a stage, for the routes of its app. Its services are made at the first use and kept: so are the
 * issuer's keys.
 *
 * @param keys makes what finds the keys of callers
 */
export const lambdaAuthorizer = (routes: readonly GuardedRoute[], keys?: () => FindKey): Authorizer =>
  authorizer(
    routes,
    lazy((): AccessServices => {
      const { issuer, usageKeyPrefix, rateLimitPolicies } = readAccessEnv();
      return {
        verify: tokenVerifier(issuer),
        ...(keys === undefined ? {} : { findKey: keys() }),
        usageKeyPrefix,
        rateLimitPolicies,
        log: lambdaRuntime().telemetry.log,
      };
    }),
  );
