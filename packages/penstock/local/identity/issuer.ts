import { randomUUID, sign } from 'node:crypto';
import type { SigningKey } from './keys.ts';

/** A tenant that may ask for tokens, and the plan that they claim. */
export interface Tenant {
  readonly name: string;
  readonly plan: string;
}

/** Who there is at the moment: tenants come and go. */
export interface Tenants {
  tenant(name: string): Tenant | undefined;
  tenants(limit: number): { readonly some: readonly Tenant[]; readonly count: number };
}

export interface IssuerOptions {
  readonly issuer: string;
  readonly audience: string;
  /** Every scope there is; a client may have them all. */
  readonly scopes: readonly string[];
  readonly tenants: Tenants;
  readonly key: SigningKey;
}

/** Seconds. */
export const tokenLifetime = 3600;

/** The secret of every client. */
export const clientSecret = 'local';

/** An access token (RFC 9068 in its claims): RS256, valid for an hour. */
export function issueToken({ issuer, audience, key }: IssuerOptions, tenant: Tenant, scope: string): string {
  const issuedAt = Math.floor(Date.now() / 1000);
  const header = { alg: 'RS256', kid: key.id, typ: 'JWT' };
  const claims = {
    iss: issuer,
    sub: tenant.name,
    aud: audience,
    client_id: tenant.name,
    // An empty one is no claim (RFC 6749, 3.3).
    ...(scope !== '' && { scope }),
    tenant: tenant.name,
    plan: tenant.plan,
    token_use: 'access',
    iat: issuedAt,
    exp: issuedAt + tokenLifetime,
    jti: randomUUID(),
  };
  const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${signed}.${sign('sha256', Buffer.from(signed), key.privateKey).toString('base64url')}`;
}
