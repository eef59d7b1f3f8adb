import type { APIGatewayAuthorizerResult } from 'aws-lambda';
import type { SecurityRequirement } from '../operation-contract.ts';
import type { Claims } from './claims.ts';

/** A route of the app's own, as `functions/generated/routes.ts` lists them. */
export interface GuardedRoute {
  readonly method: string;
  readonly path: string;
  readonly security: readonly SecurityRequirement[];
}

/**
 * The gateway's policy for a token: exactly the operations that its scopes allow, whichever was called. The gateway
 * caches it under the token for all of them, so a policy for the called one only would leak or lock out.
 * A token that names no tenant or no plan may call nothing.
 */
export function policyFor(
  { subject, expires, scopes, tenant, plan }: Claims,
  methodArn: string,
  routes: readonly GuardedRoute[],
  usageKeyPrefix: string,
): APIGatewayAuthorizerResult {
  const stageArn = methodArn.split('/', 2).join('/');
  if (tenant === undefined || plan === undefined) return denyAll(subject, stageArn);
  const allowed = routes
    .filter(({ security }) => security.some((one) => one.scopes.every((scope) => scopes.includes(scope))))
    .map(({ method, path }) => `${stageArn}/${method}${path.replace(/\{[^}]+\}/g, '*')}`);
  if (allowed.length === 0) return denyAll(subject, stageArn);
  return {
    principalId: subject,
    policyDocument: document('Allow', allowed),
    context: { tenant, plan, scope: scopes.join(' '), exp: String(expires) },
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
