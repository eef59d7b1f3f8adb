import type { APIGatewayAuthorizerResult } from 'aws-lambda';
import type { Route } from '../generated/routes.ts';
import type { Claims } from './token.ts';

/**
 * The gateway's policy for a token: exactly the operations that its scopes allow, whichever was called. The gateway
 * caches it under the token for all of them, so a policy for the called one only would leak or lock out.
 * A token that names no tenant or no plan may call nothing.
 */
export function policyFor(
  { subject, expires, scopes, tenant, plan }: Claims,
  methodArn: string,
  routes: readonly Route[],
  usageKeyPrefix: string,
): APIGatewayAuthorizerResult {
  const stageArn = methodArn.split('/', 2).join('/');
  if (tenant === undefined || plan === undefined) return denyAll(subject, stageArn);
  const allowed = routes
    .filter((route) => route.scopes.length > 0 && route.scopes.every((scope) => scopes.includes(scope)))
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
