import { expect, it } from '@jest/globals';
import { checkStage } from '../../../constructs/stage/load.ts';
import { parts } from '../../../testkit/sample/app.ts';
import { stages } from '../../../testkit/sample/stages.ts';

const { dev } = stages;
const withToken = (token: object) => checkStage({ ...dev, token: { ...dev.token, ...token } }, parts);

it.each([
  ['that calls the claims otherwise', { claims: { tenant: 'client_id', scopes: 'permissions' } }],
  ['whose claims have a namespace', { claims: { plan: 'https://example.com/plan' } }],
  ['whose tokens have no audience and no plan', { audienceRequired: false, defaultPlan: 'free' }],
])('a stage may have an issuer %s', (_case, token) => {
  expect(withToken(token)).toEqual([]);
});

it.each([
  ['a claim without a name', { claims: { tenant: '' } }, 'token.claims.tenant', 'the name of a claim'],
  ['a claim that is a list', { claims: { scopes: ['scp'] } }, 'token.claims.scopes', 'the name of a claim'],
  ['a claim that nobody asks for', { claims: { scope: 'scp' } }, 'token.claims.scope', 'one of tenant, plan, scopes'],
  ['an audience that is hardly required', { audienceRequired: 'no' }, 'token.audienceRequired', 'one of true, false'],
  ['a plan that the contract lacks', { defaultPlan: 'gold' }, 'token.defaultPlan', 'one of free, pro'],
  ['a plan that no name is', { defaultPlan: 'The Plan' }, 'token.defaultPlan', 'the name of a plan'],
])('a stage fails with %s', (_case, token, path, expected) => {
  expect(withToken(token)).toEqual([expect.objectContaining({ path, expected: expect.stringContaining(expected) })]);
});
