import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

export interface Issuer {
  readonly url: string;
  readonly jwksUri: string;
  /** The public RSA key in PEM, what an attacker would take for an HMAC secret. */
  readonly publicPem: string;
  sign(
    claims: JWTPayload,
    options?: { alg?: 'RS256' | 'ES256' | 'PS256' | 'HS256'; key?: CryptoKey | Uint8Array },
  ): Promise<string>;
  close(): Promise<void>;
}

/** An OIDC issuer under the test's control: it signs whatever claims it is asked to. */
export async function startIssuer(): Promise<Issuer> {
  const keys = { RS256: await generateKeyPair('RS256', { extractable: true }), ES256: await generateKeyPair('ES256') };
  const jwks = {
    keys: [
      { ...(await exportJWK(keys.RS256.publicKey)), kid: 'RS256', use: 'sig' },
      { ...(await exportJWK(keys.ES256.publicKey)), kid: 'ES256', use: 'sig' },
    ],
  };
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(jwks));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    jwksUri: `${url}/.well-known/jwks.json`,
    publicPem: await exportSPKI(keys.RS256.publicKey),
    sign: (claims, { alg = 'RS256', key = alg === 'ES256' ? keys.ES256.privateKey : keys.RS256.privateKey } = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg, kid: alg === 'ES256' ? 'ES256' : 'RS256' }).sign(key),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
