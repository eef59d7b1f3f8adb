import { expect, it } from '@jest/globals';
import { readAccessEnv } from '../../../runtime/access/env.ts';

const claims = { tenant: 'client_id', plan: 'plan', scopes: 'scp' };
const source = {
  TOKEN_ISSUER: 'https://issuer.example.com',
  TOKEN_AUDIENCE: 'parcels',
  TOKEN_JWKS_URI: 'https://issuer.example.com/keys',
  TOKEN_CLAIMS: JSON.stringify({ ...claims, audienceRequired: false }),
  USAGE_KEY_PREFIX: 'usage.',
};

it('an authorizer reads whom it believes', () => {
  const issuer = {
    issuer: 'https://issuer.example.com',
    audience: 'parcels',
    audienceRequired: false,
    jwksUri: 'https://issuer.example.com/keys',
    claims,
  };
  expect(readAccessEnv(source)).toEqual({ issuer, usageKeyPrefix: 'usage.', rateLimitPolicies: {} });

  const told = { ...source, RATE_LIMIT_POLICIES: '{"free":"p"}' };
  expect(readAccessEnv(told).rateLimitPolicies).toEqual({ free: 'p' });

  const withPlan = JSON.stringify({ ...claims, audienceRequired: false, defaultPlan: 'free' });
  expect(readAccessEnv({ ...source, TOKEN_CLAIMS: withPlan }).issuer).toEqual({ ...issuer, defaultPlan: 'free' });
});

it('all that is missing is named at once', () => {
  expect(() => readAccessEnv({})).toThrow(`Missing environment variables: ${Object.keys(source).join(', ')}`);
});
