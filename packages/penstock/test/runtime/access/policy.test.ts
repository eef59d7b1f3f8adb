import { describe, expect, it } from '@jest/globals';
import { type Admission, type GuardedRoute, policyFor } from '../../../runtime/access/policy.ts';

const token = (...scopes: readonly string[]) => ({ credential: 'token' as const, scopes });
const key = (...scopes: readonly string[]) => ({ credential: 'apiKey' as const, header: 'x-api-key', scopes });
const routes: readonly GuardedRoute[] = [
  { method: 'GET', path: '/v1/parcels', security: [token('read')] },
  { method: 'POST', path: '/v1/parcels', security: [token('read', 'write'), key('write')] },
  { method: 'GET', path: '/v1/depots/{depotId}/parcels/{id}', security: [key()] },
];
const STAGE = 'arn:aws:execute-api:eu-west-1:123456789012:abc123/dev';
const admission: Admission = {
  subject: 'client-1',
  expires: 1_900_000_000,
  scopes: ['read'],
  tenant: 'acme',
  plan: 'free',
};
const settings = { usageKeyPrefix: 'usage.', rateLimitPolicies: { pro: '"rate";q=500;w=1' } };
const policyOf = (over: Partial<Admission> = {}) =>
  policyFor({ ...admission, ...over }, `${STAGE}/PUT/v1/parcels/par_1/label`, routes, settings);
const document = (Effect: string, ...paths: readonly string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Effect, Action: 'execute-api:Invoke', Resource: paths.map((path) => `${STAGE}/${path}`) }],
});

describe('a policy', () => {
  it('of a token lists what one of its routes’ sets of scopes lets in whole', () => {
    expect(policyOf()).toEqual({
      principalId: 'client-1',
      policyDocument: document('Allow', 'GET/v1/parcels'),
      context: { tenant: 'acme', plan: 'free', scope: 'read', exp: '1900000000' },
      usageIdentifierKey: 'usage.acme.free',
    });
    expect(policyOf({ scopes: ['write'] }).policyDocument).toEqual(document('Deny', '*'));
    expect(policyOf({ credential: 'token', scopes: ['write', 'read'] })).toMatchObject({
      policyDocument: document('Allow', 'GET/v1/parcels', 'POST/v1/parcels'),
      context: { scope: 'write read' },
    });
  });

  it('says what the plan allows, where that is known', () => {
    expect(policyOf({ plan: 'pro' }).context).toMatchObject({ rateLimitPolicy: '"rate";q=500;w=1' });
  });

  it('of a key says so, has no end, and opens nothing that takes tokens alone', () => {
    const { expires: _none, ...ofKey } = admission;
    const { policyDocument, context } = policyFor(
      { ...ofKey, credential: 'apiKey', scopes: ['read', 'write'] },
      `${STAGE}/GET/v1/parcels`,
      routes,
      settings,
    );
    expect(policyDocument).toEqual(document('Allow', 'POST/v1/parcels', 'GET/v1/depots/*/parcels/*'));
    expect(context).toEqual({ tenant: 'acme', plan: 'free', scope: 'read write', credential: 'apiKey' });
  });

  it.each([
    ['no tenant', { tenant: undefined }],
    ['no plan', { plan: undefined }],
    ['no scope that a route asks for', { scopes: ['reads', 'rea'] }],
  ])('with %s denies all of the stage, and counts to nobody', (_case, over) => {
    expect(policyOf(over)).toEqual({ principalId: 'client-1', policyDocument: document('Deny', '*') });
  });
});
