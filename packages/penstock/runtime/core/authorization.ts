import { Problem } from '../problem/problem.ts';
import type { Caller } from './call.ts';
import type { CallContract } from './call-state.ts';

/** What a transport's authorizer says of a token, unchecked. */
export interface Credentials {
  readonly tenant?: unknown;
  /** Names between spaces. */
  readonly scope?: unknown;
  /** Seconds since the epoch. */
  readonly exp?: unknown;
  readonly plan?: unknown;
}

/**
 * Admits a caller whose token still holds and has every scope of the contract. The authorizer decided already; its answer
 * may be cached (API Gateway: for a minute), so a token may have expired since.
 */
export function admit(
  { scopes: wanted }: CallContract,
  { tenant, scope, exp, plan }: Credentials,
  now: number,
): Caller {
  if (typeof tenant !== 'string' || tenant === '') throw new Problem('unauthorized', 'There is no valid token.');
  if (!(Number(exp) * 1000 > now)) throw new Problem('unauthorized', 'The token has expired.');
  const scopes = String(scope ?? '').split(' ');
  const missing = wanted.filter((name) => !scopes.includes(name));
  if (missing.length > 0) throw new Problem('forbidden', `The token lacks the scope ${missing.join(' ')}.`);
  return { tenant, scopes, ...(typeof plan === 'string' && { plan }) };
}
