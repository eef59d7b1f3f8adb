import { describe, expect, it } from '@jest/globals';
import { apiUrlOf, issuedBy, localOriginOf } from '../../deploy/local-api.ts';
import { stageLike } from '../constructs/synthesized.ts';

const origin = 'http://127.0.0.1:3000';
const local = { ...stageLike('dev', {}), local: true as const };

describe('the API of the local cloud', () => {
  it.each([
    ['where the environment names it', local, { PENSTOCK_API: origin }, origin],
    ['nowhere without that', local, {}, undefined],
    ['nowhere with an empty name', local, { PENSTOCK_API: '' }, undefined],
    ['not for a stage that goes to AWS', stageLike('dev', {}), { PENSTOCK_API: origin }, undefined],
  ])('is %s', (_, stage, environment, found) => {
    expect(localOriginOf(stage, environment)).toBe(found);
  });

  it('issues the tokens of the stage that is deployed to it', () => {
    expect(issuedBy(origin, local).token).toEqual({ ...local.token, issuer: origin });
    expect(issuedBy(undefined, local)).toBe(local);
  });

  it('is where AWS says, of a stage in AWS', async () => {
    expect(await apiUrlOf({ fetch: () => Promise.reject(new Error('asked')) }, 'eu-west-1', 'https://a')).toBe(
      'https://a',
    );
  });

  it('is the only one of a local cloud in one region', async () => {
    const fetch = async () => new Response('There is no such path.', { status: 404 });
    expect(await apiUrlOf({ fetch, localOrigin: origin }, 'eu-west-1', 'https://a')).toBe(origin);
  });
});
