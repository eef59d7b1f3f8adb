/** What an API allows, by the name of each policy (draft-ietf-httpapi-ratelimit-headers-11). */
export interface RateLimit {
  readonly policy: string;
  /** How much is allowed in a window; undefined where only what is left is told. */
  readonly quota?: number;
  readonly windowSeconds?: number;
  /** What is left; undefined where the API does not know it. */
  readonly remaining?: number;
  /** Seconds until there is more. */
  readonly resetSeconds?: number;
}

const member = /"([^"\\]*)"((?:;[a-z]+=(?:\d+|"[^"]*"|:[^:]*:))*)/g;

/**
 * What the headers of an answer tell of limits, so that a caller may slow down before it is refused. A browser shows them
 * where the API exposes them.
 */
export function rateLimitsOf(headers: Headers): readonly RateLimit[] {
  const policies = read(headers.get('ratelimit-policy'));
  const left = read(headers.get('ratelimit'));
  return [...new Set([...policies.keys(), ...left.keys()])].map((policy) => {
    const [terms = {}, rest = {}] = [policies.get(policy), left.get(policy)];
    return {
      policy,
      ...(terms.q !== undefined && { quota: terms.q }),
      ...(terms.w !== undefined && { windowSeconds: terms.w }),
      ...(rest.r !== undefined && { remaining: rest.r }),
      ...(rest.t !== undefined && { resetSeconds: rest.t }),
    };
  });
}

/** The numbers in the parameters of each member of a list of strings (RFC 9651). */
function read(text: string | null): ReadonlyMap<string, Readonly<Record<string, number>>> {
  return new Map(
    [...(text ?? '').matchAll(member)].map(([, name = '', parameters = '']) => [
      name,
      Object.fromEntries([...parameters.matchAll(/;([a-z]+)=(\d+)/g)].map(([, key, value]) => [key, Number(value)])),
    ]),
  );
}
