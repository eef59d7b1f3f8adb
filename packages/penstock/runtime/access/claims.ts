import { errors, type JWTPayload } from 'jose';

/** The claims that access is decided on. */
export interface Claims {
  readonly subject: string;
  /** Seconds since the epoch. */
  readonly expires: number;
  readonly scopes: readonly string[];
  readonly tenant: string | undefined;
  readonly plan: string | undefined;
}

/** What an issuer calls them. */
export interface ClaimNames {
  readonly tenant: string;
  readonly plan: string;
  /** Holds names between spaces, or a list of them. */
  readonly scopes: string;
}

/** At most 255 ASCII characters (OpenID Connect Core 1.0, 2); it goes into the gateway's context and from there into logs. */
const SUBJECT = /^[\x21-\x7e][\x20-\x7e]{0,254}$/;
/** Names between spaces (RFC 6749, 3.3), at least one. */
const SCOPE = /^ *[\x21\x23-\x5b\x5d-\x7e][\x20\x21\x23-\x5b\x5d-\x7e]*$/;
/** Names become parts of keys (`tenant#id`, `tenant.plan`), so no separator can be in one, and none is longer than a key. */
const NAME = /^[A-Za-z0-9_-]{1,64}$/;

/** @throws JWTClaimValidationFailed for a claim that is there and is not what it must be */
export function claimsOf(payload: JWTPayload, names: ClaimNames): Claims {
  const given = (name: string, form: RegExp) => claim(name, payload[name], form);
  return {
    subject: given('sub', SUBJECT) ?? '',
    expires: payload.exp ?? 0,
    scopes: scopesOf(names.scopes, payload[names.scopes]),
    tenant: given(names.tenant, NAME),
    plan: given(names.plan, NAME),
  };
}

/** Issuers that give a list: Okta's `scp`, Auth0's `permissions`, Duende's `scope`; an empty one holds no scope. */
function scopesOf(name: string, value: unknown): readonly string[] {
  if (!Array.isArray(value)) {
    return (claim(name, value, SCOPE) ?? '').split(' ').filter((scope) => scope !== '');
  }
  return value.map((scope: unknown) => {
    if (typeof scope === 'string' && SCOPE.test(scope) && !scope.includes(' ')) return scope;
    throw unexpected(name);
  });
}

function claim(name: string, value: unknown, form: RegExp): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && form.test(value)) return value;
  throw unexpected(name);
}

export const unexpected = (name: string): Error =>
  new errors.JWTClaimValidationFailed(`unexpected "${name}" claim value`, {}, name, 'check_failed');
