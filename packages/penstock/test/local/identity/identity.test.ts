import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { issueToken } from '../../../local/identity/issuer.ts';
import { signingKey } from '../../../local/identity/keys.ts';
import { besideApi, createIdentityProvider } from '../../../local/identity/provider.ts';
import { type SmallCloud, startSmallCloud } from '../fixtures/cloud.ts';

let small: SmallCloud;
beforeAll(async () => {
  small = await startSmallCloud();
});
afterAll(() => small.close());

const basic = (client: string, secret = 'local') => `Basic ${Buffer.from(`${client}:${secret}`).toString('base64')}`;
const form = 'application/x-www-form-urlencoded';

async function ask(body: string, headers: Record<string, string> = { authorization: basic('acme') }, method = 'POST') {
  const init = { method, headers: { 'content-type': form, ...headers }, ...(method === 'POST' ? { body } : {}) };
  const response = await small.fetch('/oauth2/token', init);
  return {
    status: response.status,
    headers: response.headers,
    json: (await response.json()) as Record<string, string>,
  };
}

describe('the token endpoint', () => {
  it('gives a client a token that its key set proves, with the tenant, plan and all scopes', async () => {
    const { status, headers, json } = await ask('grant_type=client_credentials');
    const keys = createRemoteJWKSet(new URL(`${small.cloud.url}/.well-known/jwks.json`));
    const { payload } = await jwtVerify(json.access_token ?? '', keys, {
      issuer: 'http://issuer.test',
      audience: 'things-api',
      algorithms: ['RS256'],
    });

    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(json).toMatchObject({ expires_in: 3600, token_type: 'Bearer' });
    expect(payload).toMatchObject({ sub: 'acme', tenant: 'acme', plan: 'free', scope: 'things:read things:write' });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(3600);
  });

  it('gives the scopes asked for', async () => {
    const { json } = await ask('grant_type=client_credentials&scope=things:write');

    expect(json.scope).toBe('things:write');
  });

  it('takes the client from the body too', async () => {
    const { status } = await ask('grant_type=client_credentials&client_id=acme&client_secret=local', {});

    expect(status).toBe(200);
  });

  it.each([
    ['no client', 401, 'invalid_client', 'grant_type=client_credentials', {}],
    ['an unknown client', 401, 'invalid_client', 'grant_type=client_credentials', { authorization: basic('bob') }],
    ['a wrong secret', 401, 'invalid_client', 'grant_type=client_credentials', { authorization: basic('acme', 'x') }],
    ['no grant type', 400, 'invalid_request', '', undefined],
    ['another grant type', 400, 'unsupported_grant_type', 'grant_type=password', undefined],
    ['an unknown scope', 400, 'invalid_scope', 'grant_type=client_credentials&scope=things:read%20admin', undefined],
    ['a parameter given twice', 400, 'invalid_request', 'grant_type=a&grant_type=b', undefined],
    [
      'another content type',
      400,
      'invalid_request',
      '{}',
      { authorization: basic('acme'), 'content-type': 'application/json' },
    ],
  ])('fails %s with %i %s', async (_, status, error, body, headers) => {
    const answer = await ask(body, headers);

    expect([answer.status, answer.json.error]).toEqual([status, error]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('www-authenticate')).toBe(status === 401 ? 'Basic realm="penstock-local"' : null);
    expect(answer.json.error_description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
  });

  it('fails another method with 405', async () => {
    const answer = await ask('', {}, 'GET');

    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

describe('the issuer', () => {
  it('describes itself', async () => {
    const response = await small.fetch('/.well-known/openid-configuration');

    expect(await response.json()).toMatchObject({
      issuer: 'http://issuer.test',
      token_endpoint: `${small.cloud.url}/oauth2/token`,
      jwks_uri: `${small.cloud.url}/.well-known/jwks.json`,
    });
  });

  it('publishes no private part of its key', async () => {
    const { keys } = (await (await small.fetch('/.well-known/jwks.json')).json()) as { keys: object[] };

    expect(keys.map((key) => Object.keys(key).sort())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']]);
  });

  it('names its key in every token', async () => {
    const { json } = await ask('grant_type=client_credentials');
    const { keys } = (await (await small.fetch('/.well-known/jwks.json')).json()) as { keys: { kid: string }[] };

    expect(decodeProtectedHeader(json.access_token ?? '')).toMatchObject({ alg: 'RS256', kid: keys[0]?.kid });
  });

  it('keeps its key between runs, for its owner alone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'penstock-key-'));
    const file = join(folder, 'key.pem');
    const [first, second] = [signingKey(file), signingKey(file)];
    const { mode } = await stat(file);
    const pem = await readFile(file, 'utf8');
    await rm(folder, { recursive: true });

    expect(second.id).toBe(first.id);
    expect(mode & 0o777).toBe(0o600);
    expect(pem).toContain('PRIVATE KEY');
  });
});

it('a token of an API without scopes has no claim of them: an empty one would not be valid', () => {
  const { publicKey: _, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const options = { issuer: 'http://a', audience: 'a', scopes: [], key: { id: 'k', privateKey } };
  const claims = (scope: string) =>
    decodeJwt(
      issueToken(options as unknown as Parameters<typeof issueToken>[0], { name: 'acme', plan: 'free' }, scope),
    );
  expect(claims('')).not.toHaveProperty('scope');
  expect(claims('a b')).toMatchObject({ scope: 'a b' });
});

describe('beside an API that is an identity provider itself', () => {
  const key = signingKey(undefined);
  const tenants = { tenant: (name: string) => (name === 'acme' ? { name, plan: 'free' } : undefined) };
  const options = { issuer: 'http://issuer.test', audience: 'a', scopes: [], key, tenants };
  const identity = createIdentityProvider(
    options as unknown as Parameters<typeof createIdentityProvider>[0],
    'http://a',
  );
  const gateway = { answer: async () => ({ status: 299, headers: [], body: '' }) };
  const own = ['/oauth2/token', '/.well-known/openid-configuration', '/.well-known/jwks.json'];
  const beside = besideApi(identity, (path) => own.includes(path), gateway);
  const status = async (method: string, path: string, headers: readonly (readonly [string, string])[], body = '') => {
    const request = { method, path, headers, body: Buffer.from(body) } as unknown as Parameters<
      typeof beside.answer
    >[0];
    return (await beside.answer(request)).status;
  };
  const wish = 'grant_type=client_credentials';

  it.each([
    ['its configuration to the API', 'GET', '/.well-known/openid-configuration', '', '', 299],
    ['its keys to nobody, for authorizers ask for them', 'GET', '/.well-known/jwks.json', '', '', 200],
    ['the tokens of its clients to nobody', 'POST', '/oauth2/token', basic('acme'), wish, 200],
    ['the tokens of other clients to the API', 'POST', '/oauth2/token', 'Bearer t', wish, 299],
    ['clients with another secret to the API', 'POST', '/oauth2/token', basic('acme', 'mine'), wish, 299],
  ])('leaves %s', async (_, method, path, authorization, body, expected) => {
    const headers = [
      ['Content-Type', form],
      ['Authorization', authorization],
    ] as const;
    expect(await status(method, path, headers, body)).toBe(expected);
  });
});
