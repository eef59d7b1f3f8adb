import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, generateKeyPair, type JWTPayload } from 'jose';
import { type Issuer, startIssuer } from 'penstock/testkit/issuer';
import { resourceOf } from '../support/assembly.ts';
import { startCloud, type TestCloud } from '../support/cloud.ts';
import { expectProblem, place } from '../support/orders.ts';

let issuer: Issuer;
let cloud: TestCloud;
let claims: JWTPayload;

beforeAll(async () => {
  issuer = await startIssuer();
  cloud = await startCloud({
    stage: 'load',
    template: (resources) => {
      const isAuthorizer = ({ FunctionName }: Record<string, unknown>) => FunctionName === 'penstock-load-authorizer';
      if (!Object.values(resources).some(({ Properties }) => Properties && isAuthorizer(Properties))) return;
      const { Properties } = resourceOf(resources, 'AWS::Lambda::Function', isAuthorizer);
      const { Variables } = Properties.Environment as { Variables: Record<string, unknown> };
      Object.assign(Variables, { TOKEN_ISSUER: issuer.url, TOKEN_JWKS_URI: issuer.jwksUri });
    },
  });
  claims = { ...decodeJwt(await cloud.token('globex')), iss: issuer.url, exp: seconds(600) };
});
afterAll(async () => {
  await cloud.close();
  await issuer.close();
});

const seconds = (fromNow: number) => Math.floor(Date.now() / 1000) + fromNow;
const without = (name: string) => Object.fromEntries(Object.entries(claims).filter(([claim]) => claim !== name));
const list = (token: string) => cloud.call('GET', '/v1/orders', { token });

async function refused(authorization?: string): Promise<void> {
  const answer = await cloud.call(
    'GET',
    '/v1/orders',
    authorization === undefined ? {} : { headers: { authorization } },
  );
  expectProblem(answer, 401, 'unauthorized');
  expect(answer.headers['www-authenticate']).toMatch(/^Bearer realm="penstock"/);
}

describe('a token', () => {
  it.each(['RS256', 'ES256'] as const)('is taken when the issuer signed it by %s', async (alg) => {
    expect((await list(await issuer.sign(claims, { alg }))).status).toBe(200);
  });

  it.each(['bearer', 'BEARER', 'bEaReR', 'Bearer  '])('is taken after the scheme %j', async (scheme) => {
    const authorization = `${scheme} ${await issuer.sign(claims)}`;
    expect((await cloud.call('GET', '/v1/orders', { headers: { authorization } })).status).toBe(200);
  });

  it('fails with 401 when it comes in two Authorization headers', async () => {
    const authorization = `Bearer ${await issuer.sign(claims)}`;
    const answer = await cloud.call('GET', '/v1/orders', {
      headers: { authorization: [authorization, authorization] },
    });
    expectProblem(answer, 401, 'unauthorized');
  });

  it.each([
    ['is missing', undefined],
    ['is empty', ''],
    ['is of another scheme', 'Basic Z2xvYmV4OmxvY2Fs'],
    ['is nonsense', 'Bearer nonsense'],
    ['has three parts of nonsense', 'Bearer a.b.c'],
  ])('fails with 401 when it %s', (_, authorization) => refused(authorization));

  it.each<[string, () => JWTPayload]>([
    ['has expired', () => ({ ...claims, exp: seconds(-120) })],
    ['never expires', () => without('exp')],
    ['is not valid yet', () => ({ ...claims, nbf: seconds(600) })],
    ['is for another audience', () => ({ ...claims, aud: 'another-api' })],
    ['is for no audience', () => without('aud')],
    ['is of another issuer', () => ({ ...claims, iss: 'https://issuer.example.com' })],
    ['has a subject that is no string', () => ({ ...claims, sub: 1 as never })],
    ['has an empty subject', () => ({ ...claims, sub: '' })],
    ['has a subject that no header carries', () => ({ ...claims, sub: 'a\r\nb' })],
    ['has a tenant of another type', () => ({ ...claims, tenant: ['globex'] })],
    ['has an empty tenant', () => ({ ...claims, tenant: '' })],
    ['has a tenant that is two', () => ({ ...claims, tenant: 'globex#paid' })],
    ['has a plan that is null', () => ({ ...claims, plan: null })],
    ['has an empty plan', () => ({ ...claims, plan: '' })],
    ['has a list of what are no scopes', () => ({ ...claims, scope: ['orders:read', 7] })],
    ['has an empty scope', () => ({ ...claims, scope: '' })],
  ])('fails with 401 when it %s', async (_, changed) => refused(`Bearer ${await issuer.sign(changed())}`));

  it('fails with 401 when it has no signature (alg none)', async () => {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    await refused(`Bearer ${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`);
  });

  it('fails with 401 when the public key was used as an HS256 secret', async () => {
    const key = new TextEncoder().encode(issuer.publicPem);
    await refused(`Bearer ${await issuer.sign(claims, { alg: 'HS256', key })}`);
  });

  it('fails with 401 when it was signed by another key', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    await refused(`Bearer ${await issuer.sign(claims, { key: privateKey })}`);
  });

  it('fails with 401 when it was signed by an algorithm that is not RS256 or ES256', async () => {
    const { privateKey } = await generateKeyPair('PS256');
    await refused(`Bearer ${await issuer.sign(claims, { alg: 'PS256', key: privateKey })}`);
  });

  it('fails with 401 when its payload was changed', async () => {
    const [header, , signature] = (await issuer.sign(claims)).split('.');
    const payload = Buffer.from(JSON.stringify({ ...claims, tenant: 'acme' })).toString('base64url');
    await refused(`Bearer ${header}.${payload}.${signature}`);
  });

  it('fails with 401 once it has expired, although the authorizer has its answer cached', async () => {
    const token = await issuer.sign({ ...claims, exp: seconds(2) });
    expect((await list(token)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 3_200));
    const answer = await list(token);
    expectProblem(answer, 401, 'unauthorized');
    // A REST API renames this header when it comes from a function.
    expect(answer.headers['x-amzn-remapped-www-authenticate']).toMatch(/^Bearer realm="penstock"/);
  });
});

describe('what a token allows', () => {
  it('fails with 403 what its scope does not cover, also right after a call that it does', async () => {
    const reader = await issuer.sign({ ...claims, scope: 'orders:read' });
    expect((await list(reader)).status).toBe(200);
    expectProblem(await place(cloud, reader), 403, 'forbidden');
    const writer = await issuer.sign({ ...claims, scope: 'orders:write' });
    expect((await place(cloud, writer)).status).toBe(201);
    expectProblem(await list(writer), 403, 'forbidden');
  });

  it.each<[string, () => JWTPayload]>([
    ['no tenant', () => without('tenant')],
    ['no plan', () => without('plan')],
    ['a plan that is not its tenant’s', () => ({ ...claims, plan: 'free' })],
    ['a tenant that has no plan here', () => ({ ...claims, tenant: 'initech' })],
    ['no scope', () => without('scope')],
  ])('fails with 403 everything for %s', async (_, changed) => {
    expectProblem(await list(await issuer.sign(changed())), 403, 'forbidden');
  });
});
