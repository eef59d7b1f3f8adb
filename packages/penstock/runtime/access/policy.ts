import type { APIGatewayAuthorizerResult } from 'aws-lambda';
import type { SecurityRequirement } from '../operation-contract.ts';

/** A route of the app's own, as `functions/generated/routes.ts` lists them. */
export interface GuardedRoute {
  readonly method: string;
  readonly path: string;
  readonly security: readonly SecurityRequirement[];
}

/** Who was let in, by what. */
export interface Admission {
  /** @default 'token' */
  readonly credential?: 'token' | 'apiKey';
  readonly subject: string;
  /** Seconds since the epoch; a key has no end. */
  readonly expires?: number;
  readonly scopes: readonly string[];
  readonly tenant: string | undefined;
  readonly plan: string | undefined;
}

export interface PolicySettings {
  readonly usageKeyPrefix: string;
  /** By plan, for functions to tell their callers. */
  readonly rateLimitPolicies?: Readonly<Record<string, string>> | undefined;
}

/**
 * The gateway's policy for a token or a key: exactly the operations that its scopes allow, whichever was called. The gateway
 * caches it under what was shown for all of them, so a policy for the called one only would leak or lock out.
 * A token that names no tenant or no plan may call nothing.
 */
export function policyFor(
  { credential = 'token', subject, expires, scopes, tenant, plan }: Admission,
  methodArn: string,
  routes: readonly GuardedRoute[],
  { usageKeyPrefix, rateLimitPolicies = {} }: PolicySettings,
): APIGatewayAuthorizerResult {
  const stageArn = methodArn.split('/', 2).join('/');
  if (tenant === undefined || plan === undefined) return denyAll(subject, stageArn);
  const rateLimitPolicy = Object.hasOwn(rateLimitPolicies, plan) ? rateLimitPolicies[plan] : undefined;
  const allowed = routes
    .filter(({ security }) =>
      security.some((one) => one.credential === credential && one.scopes.every((scope) => scopes.includes(scope))),
    )
    .map(({ method, path }) => `${stageArn}/${method}${path.replace(/\{[^}]+\}/g, '*')}`);
  if (allowed.length === 0) return denyAll(subject, stageArn);
  return {
    principalId: subject,
    policyDocument: document('Allow', allowed),
    context: {
      tenant,
      plan,
      scope: scopes.join(' '),
      ...(credential === 'token' ? {} : { credential }),
      ...(rateLimitPolicy === undefined ? {} : { rateLimitPolicy }),
      ...(expires === undefined ? {} : { exp: String(expires) }),
    },
    usageIdentifierKey: `${usageKeyPrefix}${tenant}.${plan}`,
  };
}

const denyAll = (principalId: string, stageArn: string): APIGatewayAuthorizerResult => ({
  principalId,
  policyDocument: document('Deny', [`${stageArn}/*`]),
});

const document = (Effect: 'Allow' | 'Deny', Resource: string[]): APIGatewayAuthorizerResult['policyDocument'] => ({
  Version: '2012-10-17',
  Statement: [{ Effect, Action: 'execute-api:Invoke', Resource }],
});
