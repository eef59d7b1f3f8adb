import { Problem } from '../problem/problem.ts';
import type { Caller } from './call.ts';
import type { CallContract } from './call-state.ts';

/** What a transport's authorizer says of a token or a key, unchecked. */
export interface Credentials {
  /** Which of the two it is; a token where nothing is said. */
  readonly credential?: unknown;
  readonly tenant?: unknown;
  /** Names between spaces. */
  readonly scope?: unknown;
  /** Seconds since the epoch; a key has no end. */
  readonly exp?: unknown;
  readonly plan?: unknown;
}

/**
 * Admits a caller who shows what one requirement of the contract asks for, with every scope of it. The authorizer decided
 * already; its answer may be cached (API Gateway: for a minute), so a token may have expired since.
 */
export function admit(
  { security }: Pick<CallContract, 'security'>,
  { credential: shown, tenant, scope, exp, plan }: Credentials,
  now: number,
): Caller {
  const credential = shown === 'apiKey' ? 'apiKey' : 'token';
  const name = credential === 'apiKey' ? 'key' : 'token';
  const asked = security.filter((requirement) => requirement.credential === credential);
  if (typeof tenant !== 'string' || tenant === '' || asked.length === 0) {
    throw new Problem('unauthorized', `There is no valid ${wantedBy(security)}.`);
  }
  if (credential === 'token' && !(Number(exp) * 1000 > now)) {
    throw new Problem('unauthorized', 'The token has expired.');
  }
  const scopes = String(scope ?? '')
    .split(' ')
    .filter((one) => one !== '');
  const missing = asked.map((one) => one.scopes.filter((wanted) => !scopes.includes(wanted)));
  if (missing.every(({ length }) => length > 0)) {
    const lacking = missing.map((names) => names.join(' ')).join(', or ');
    throw new Problem('forbidden', `The ${name} lacks the scope ${lacking}.`);
  }
  return { tenant, scopes, ...(typeof plan === 'string' && { plan }) };
}

const wantedBy = (security: CallContract['security']): string =>
  [...new Set(security.map(({ credential }) => (credential === 'apiKey' ? 'key' : 'token')))].join(' or ');
