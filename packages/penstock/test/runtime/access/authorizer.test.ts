import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, exportSPKI, type GenerateKeyPairResult, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import type { FindKey } from '../../../runtime/access/api-key.ts';
import { authorizer } from '../../../runtime/access/authorizer.ts';
import type { GuardedRoute } from '../../../runtime/access/policy.ts';
import { type Issuer, tokenVerifier } from '../../../runtime/access/token.ts';
import { recordingRuntime } from '../../../testkit/operation-runtime.ts';

const ISSUER = 'https://issuer.example.com';
const AUDIENCE = 'penstock';
const METHOD_ARN = 'arn:aws:execute-api:eu-west-1:123456789012:abc123/dev/GET/v1/parcels';

let rsa: GenerateKeyPairResult;
let ec: GenerateKeyPairResult;
let stranger: GenerateKeyPairResult;
let server: Server;
let fetched = 0;
let respond: () => { status: number; body: string };

beforeAll(async () => {
  rsa = await generateKeyPair('RS256', { extractable: true });
  ec = await generateKeyPair('ES256', { extractable: true });
  stranger = await generateKeyPair('RS256');
  const keys = [
    { ...(await exportJWK(rsa.publicKey)), kid: 'rsa', alg: 'RS256' },
    { ...(await exportJWK(ec.publicKey)), kid: 'ec', alg: 'ES256' },
  ];
  respond = () => ({ status: 200, body: JSON.stringify({ keys }) });
  server = createServer((_request, response) => {
    fetched += 1;
    const { status, body } = respond();
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.close();
});

const jwksUri = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
const now = () => Math.floor(Date.now() / 1000);

const good = (): JWTPayload => ({
  iss: ISSUER,
  aud: AUDIENCE,
  sub: 'client-1',
  exp: now() + 600,
  scope: 'parcels:read',
  tenant: 'acme',
  plan: 'free',
});
const without = (claim: keyof JWTPayload): JWTPayload => {
  const { [claim]: _left, ...rest } = good();
  return rest;
};
const sign = (claims: JWTPayload = good(), alg = 'RS256', kid = 'rsa', key = rsa.privateKey): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(key);

const routes: readonly GuardedRoute[] = [
  { method: 'GET', path: '/v1/parcels', security: [{ credential: 'token', scopes: ['parcels:read'] }] },
  { method: 'POST', path: '/v1/parcels', security: [{ credential: 'token', scopes: ['parcels:write'] }] },
];

const claims = { tenant: 'tenant', plan: 'plan', scopes: 'scope' };

function gate(uri = jwksUri(), over: Partial<Issuer> = {}) {
  const { runtime, lines } = recordingRuntime();
  const issuer = { issuer: ISSUER, audience: AUDIENCE, audienceRequired: true, claims, jwksUri: uri, ...over };
  const services = {
    verify: tokenVerifier(issuer),
    usageKeyPrefix: 'penstock-usage-key.dev.',
    log: runtime.telemetry.log,
  };
  const handler = authorizer(routes, () => services);
  return {
    lines,
    call: (token: string, scheme = 'Bearer') =>
      handler({ type: 'TOKEN', authorizationToken: `${scheme} ${token}`, methodArn: METHOD_ARN }),
  };
}

describe('the authorizer', () => {
  it.each(['Bearer', 'bearer', 'BEARER', 'bEaReR', 'Bearer   '])('admits a good token after %j', async (scheme) => {
    expect(await gate().call(await sign(), scheme)).toMatchObject({
      principalId: 'client-1',
      context: { tenant: 'acme', plan: 'free', scope: 'parcels:read' },
      usageIdentifierKey: 'penstock-usage-key.dev.acme.free',
    });
  });

  it('admits ES256', async () => {
    expect(await gate().call(await sign(good(), 'ES256', 'ec', ec.privateKey))).toMatchObject({
      principalId: 'client-1',
    });
  });

  it('admits one of several audiences, and a token from seconds ahead', async () => {
    const claims = { ...good(), aud: ['other', AUDIENCE], nbf: now() + 3 };

    expect(await gate().call(await sign(claims))).toMatchObject({ principalId: 'client-1' });
  });

  it('asks for the keys once', async () => {
    const { call } = gate();
    await call(await sign());
    const before = fetched;
    await call(await sign());
    await call(await sign(good(), 'ES256', 'ec', ec.privateKey));

    expect(fetched).toBe(before);
  });

  it.each([
    ['an expired token', () => sign({ ...good(), exp: now() - 60 })],
    ['a token of later', () => sign({ ...good(), nbf: now() + 60 })],
    ['a token without an end', () => sign(without('exp'))],
    ['a token of another issuer', () => sign({ ...good(), iss: 'https://evil.example.com' })],
    ['a token for another audience', () => sign({ ...good(), aud: 'other' })],
    ['a token for no audience', () => sign(without('aud'))],
    ['a token without a subject', () => sign(without('sub'))],
    ['a subject that is no string', () => sign({ ...good(), sub: 7 as never })],
    ['an empty subject', () => sign({ ...good(), sub: '' })],
    ['a subject that no header carries', () => sign({ ...good(), sub: 'client\n1' })],
    ['a subject beyond ASCII', () => sign({ ...good(), sub: 'clé' })],
    ['a subject of 256 characters', () => sign({ ...good(), sub: 's'.repeat(256) })],
    ['a tenant that could forge a key', () => sign({ ...good(), tenant: 'acme.pro' })],
    ['a tenant that could forge an index', () => sign({ ...good(), tenant: 'acme#paid' })],
    ['a tenant of 65 characters', () => sign({ ...good(), tenant: 't'.repeat(65) })],
    ['an empty tenant', () => sign({ ...good(), tenant: '' })],
    ['a tenant that is null', () => sign({ ...good(), tenant: null })],
    ['a plan of another type', () => sign({ ...good(), plan: ['free'] })],
    ['an empty plan', () => sign({ ...good(), plan: '' })],
    ['a list of what are no scopes', () => sign({ ...good(), scope: ['parcels:read', 7] })],
    ['a list with two scopes in one', () => sign({ ...good(), scope: ['parcels:read parcels:write'] })],
    ['a list with an empty scope', () => sign({ ...good(), scope: [''] })],
    ['scopes that are an object', () => sign({ ...good(), scope: { read: true } })],
    ['an empty scope', () => sign({ ...good(), scope: '' })],
    ['a scope of spaces', () => sign({ ...good(), scope: '  ' })],
    ['a scope after a control character', () => sign({ ...good(), scope: '\u0007parcels:read' })],
    ['a scope with a control character', () => sign({ ...good(), scope: 'parcels:read\u0000' })],
    ["a stranger's signature", () => sign(good(), 'RS256', 'rsa', stranger.privateKey)],
    ['a key that nobody knows', () => sign(good(), 'RS256', 'new')],
    ['a signature without an algorithm', async () => unsigned()],
    ['another algorithm of the same key', () => signPs256()],
    ['HS256 with the public key for a secret', () => signHs256()],
    ['a changed payload', async () => tampered(await sign())],
    ['nonsense', async () => 'a.b.c'],
    ['nothing', async () => ''],
    ['two tokens', async () => `${await sign()} ${await sign()}`],
  ])('fails as Unauthorized for %s', async (_case, token) => {
    const { call, lines } = gate();
    const text = await token();

    await expect(call(text)).rejects.toThrow(/^Unauthorized$/);

    expect(lines).toMatchObject([{ level: 'info', message: 'token refused' }]);
    expect(text === '' || !JSON.stringify(lines).includes(text)).toBe(true);
  });

  it.each([
    ['expired', 'ERR_JWT_EXPIRED', () => sign({ ...good(), exp: now() - 6 })],
    ['of another audience', 'ERR_JWT_CLAIM_VALIDATION_FAILED', () => sign({ ...good(), aud: 'other' })],
    ['of a stranger', 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED', () => sign(good(), 'RS256', 'rsa', stranger.privateKey)],
  ])('says in its log why a token is refused: %s', async (_case, reason, token) => {
    const { call, lines } = gate();
    await expect(call(await token())).rejects.toThrow(/^Unauthorized$/);
    expect(lines).toMatchObject([{ fields: { reason } }]);
  });

  it('says in its log that there was none', async () => {
    const { call, lines } = gate();
    await expect(call('', 'Basic')).rejects.toThrow(/^Unauthorized$/);
    expect(lines).toMatchObject([{ message: 'token refused', fields: { reason: 'none' } }]);
  });

  it('lets clocks differ by five seconds', async () => {
    const verify = tokenVerifier(
      { issuer: ISSUER, audience: AUDIENCE, audienceRequired: true, claims, jwksUri: jwksUri() },
      () => new Date(1_800_000_004_000),
    );
    await expect(verify(await sign({ ...good(), exp: 1_800_000_000 }))).resolves.toMatchObject({
      subject: 'client-1',
      expires: 1_800_000_000,
    });
    await expect(verify(await sign({ ...good(), exp: 1_799_999_999 }))).rejects.toMatchObject({
      name: 'InvalidToken',
      message: 'The token does not hold',
      cause: { code: 'ERR_JWT_EXPIRED' },
    });
  });

  it('fails as Unauthorized for another scheme', async () => {
    await expect(gate().call(await sign(), 'Basic')).rejects.toThrow(/^Unauthorized$/);
  });

  it('admits the longest subject and names, in any spacing of the scope', async () => {
    const claims = { ...good(), sub: 's'.repeat(255), tenant: 't'.repeat(64), scope: ' parcels:read  parcels:write ' };

    expect(await gate().call(await sign(claims))).toMatchObject({
      principalId: claims.sub,
      context: { tenant: claims.tenant, scope: 'parcels:read parcels:write' },
    });
  });

  it.each(['tenant', 'plan', 'scope'])('denies everything to a token without %s', async (name) => {
    const { policyDocument } = await gate().call(await sign(without(name)));

    expect(policyDocument.Statement).toMatchObject([{ Effect: 'Deny' }]);
  });
});

describe('an issuer with names of its own', () => {
  const names = { tenant: 'client_id', plan: 'https://example.com/plan', scopes: 'permissions' };
  const own = (over: JWTPayload = {}): JWTPayload => ({
    ...without('scope'),
    tenant: 'someone-else',
    plan: 'someone-else',
    client_id: '4f2jc1',
    'https://example.com/plan': 'pro',
    permissions: ['parcels:read'],
    ...over,
  });

  it.each([
    ['a list', ['parcels:read', 'parcels:write'], 'parcels:read parcels:write'],
    ['names between spaces', 'parcels:read  parcels:write', 'parcels:read parcels:write'],
  ])('gives the tenant, the plan, and scopes as %s', async (_case, permissions, scope) => {
    const { call } = gate(jwksUri(), { claims: names });

    expect(await call(await sign(own({ permissions })))).toMatchObject({
      context: { tenant: '4f2jc1', plan: 'pro', scope },
      usageIdentifierKey: 'penstock-usage-key.dev.4f2jc1.pro',
    });
  });

  it('whose claims forge a key is refused as any other', async () => {
    const { call } = gate(jwksUri(), { claims: names });

    await expect(call(await sign(own({ client_id: 'a.pro' })))).rejects.toThrow(/^Unauthorized$/);
  });

  it('that says nothing of plans has all on one', async () => {
    const { call } = gate(jwksUri(), { defaultPlan: 'free' });

    expect(await call(await sign(without('plan')))).toMatchObject({ context: { plan: 'free' } });
    expect(await call(await sign({ ...good(), plan: 'pro' }))).toMatchObject({ context: { plan: 'pro' } });
  });

  describe('and without audiences', () => {
    const cognito = () => gate(jwksUri(), { audienceRequired: false });

    it.each([undefined, 'access'])('is believed for a token of use %s', async (use) => {
      const token = await sign({ ...without('aud'), ...(use !== undefined && { token_use: use }) });

      expect(await cognito().call(token)).toMatchObject({ principalId: 'client-1' });
    });

    it.each([
      ['an ID token', () => sign({ ...without('aud'), token_use: 'id' })],
      ['a token for another audience', () => sign({ ...good(), aud: 'other', token_use: 'access' })],
    ])('fails with %s', async (_case, token) => {
      await expect(cognito().call(await token())).rejects.toThrow(/^Unauthorized$/);
    });
  });
});

describe('a key', () => {
  const methodArn = METHOD_ARN;
  const keyRoutes: readonly GuardedRoute[] = [
    { method: 'GET', path: '/v1/parcels', security: [{ credential: 'apiKey', header: 'X-Api-Key', scopes: ['read'] }] },
  ];
  const stored = { id: '7', hash: '', tenant: 'acme', plan: 'pro', scopes: ['read'], createdAt: '', label: '' };
  const shown = (key: string) => ({ type: 'REQUEST' as const, methodArn, multiValueHeaders: { 'X-Api-Key': [key] } });

  function keyGate(findKey?: FindKey) {
    const { runtime, lines } = recordingRuntime();
    const verify = async () => {
      throw new Error('not expected');
    };
    const services = { verify, usageKeyPrefix: 'usage.', log: runtime.telemetry.log, ...(findKey && { findKey }) };
    return { lines, call: authorizer(keyRoutes, () => services) };
  }

  it('admits whom it was made for', async () => {
    const { call } = keyGate(async (text) => (text === 'known' ? stored : undefined));
    expect(await call(shown('known'))).toMatchObject({
      principalId: 'key:7',
      context: { tenant: 'acme', plan: 'pro', scope: 'read', credential: 'apiKey' },
      usageIdentifierKey: 'usage.acme.pro',
    });
  });

  it.each([
    ['nobody made it', async () => undefined],
    ['no operation takes keys', undefined],
  ])('fails as Unauthorized where %s', async (_case, findKey) => {
    const { call, lines } = keyGate(findKey);
    await expect(call(shown('forged'))).rejects.toThrow(/^Unauthorized$/);
    expect(lines).toMatchObject([{ level: 'info', message: 'key refused', fields: { reason: 'unknown key' } }]);
  });

  it('that cannot be looked up is our failure, not the caller’s', async () => {
    const { call, lines } = keyGate(async () => {
      throw new Error('the table is out of reach');
    });
    await expect(call(shown('known'))).rejects.toThrow(/^The key could not be checked$/);
    expect(lines).toMatchObject([{ level: 'error', message: 'key could not be checked' }]);
  });
});

describe('an issuer in trouble', () => {
  const refused = /^The token could not be checked$/;

  it.each([
    ['is down', 503, 'busy'],
    ['answers with a page', 200, '<html>'],
    ['answers with something else', 200, '{"keys":1}'],
    ['answers with nothing', 200, 'null'],
    ['has keys that are none', 200, '{"keys":[7]}'],
    ['has one key that is none beside one that is', 200, '{"keys":[{"kty":"RSA","kid":"rsa","alg":"RS256"},7]}'],
    ['has a key without its numbers', 200, '{"keys":[{"kty":"RSA","kid":"rsa","alg":"RS256"}]}'],
    ['has a key that is a secret', 200, '{"keys":[{"kty":"RSA","kid":"rsa","alg":"RS256","n":"","e":"","x5c":7}]}'],
    ['leads elsewhere', 302, ''],
    ['never stops', 200, JSON.stringify({ keys: [], more: 'x'.repeat(256 * 1024) })],
  ])('that %s is our failure, not the caller’s', async (_case, status, body) => {
    const before = respond;
    respond = () => ({ status, body });
    const { call, lines } = gate();

    await expect(call(await sign())).rejects.toThrow(refused);

    respond = before;
    expect(lines).toMatchObject([{ level: 'error', message: 'token could not be checked' }]);
  });

  it('that cannot be reached is our failure too', async () => {
    await expect(gate('http://127.0.0.1:9/jwks').call(await sign())).rejects.toThrow(refused);
  });

  it('recovers', async () => {
    const before = respond;
    respond = () => ({ status: 500, body: '' });
    const { call } = gate();
    await expect(call(await sign())).rejects.toThrow(refused);
    respond = before;

    expect(await call(await sign())).toMatchObject({ principalId: 'client-1' });
  });
});

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const unsigned = (): string => `${encode({ alg: 'none', kid: 'rsa' })}.${encode(good())}.`;
const tampered = (token: string): string => {
  const [header, , signature] = token.split('.');
  return `${header}.${encode({ ...good(), tenant: 'globex' })}.${signature}`;
};
const signHs256 = async (): Promise<string> =>
  new SignJWT(good())
    .setProtectedHeader({ alg: 'HS256', kid: 'rsa' })
    .sign(new TextEncoder().encode(await exportSPKI(rsa.publicKey)));
const signPs256 = async (): Promise<string> => {
  const key = await crypto.subtle.importKey(
    'jwk',
    { ...(await exportJWK(rsa.privateKey)), alg: 'PS256' },
    { name: 'RSA-PSS', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  return new SignJWT(good()).setProtectedHeader({ alg: 'PS256', kid: 'rsa' }).sign(key);
};
