import { headerValues } from '../http/headers.ts';
import type { Caller, RequestContext } from '../http/request-context.ts';
import { Problem } from '../problem/problem.ts';
import type { Middleware } from './middleware.ts';

const CHALLENGE = 'Bearer realm="penstock"';

/**
 * Admits callers with one Authorization header, whose token still holds and has every scope of the contract. The authorizer decided already;
 * its answer is cached for a minute, so a token may have expired since.
 */
export function authorization(now: () => number = Date.now): Middleware {
  return {
    before: ({ event: context }) => {
      if (context.contract.scopes.length === 0) return;
      context.caller = admit(context, now());
    },
  };
}

function admit({ event, contract }: RequestContext, now: number): Caller {
  if (headerValues(event, 'Authorization').length > 1)
    throw unauthorized('There is more than one Authorization header.');
  const context: Record<string, unknown> = event.requestContext.authorizer ?? {};
  const { tenant, scope, exp } = context;
  if (typeof tenant !== 'string' || tenant === '') throw unauthorized('There is no valid token.');
  if (!(Number(exp) * 1000 > now)) throw unauthorized('The token has expired.');
  const scopes = String(scope ?? '').split(' ');
  const missing = contract.scopes.filter((wanted) => !scopes.includes(wanted));
  if (missing.length > 0) {
    throw new Problem('forbidden', `The token lacks the scope ${missing.join(' ')}.`, {
      headers: {
        'WWW-Authenticate': `${CHALLENGE}, error="insufficient_scope", scope="${contract.scopes.join(' ')}"`,
      },
    });
  }
  return { tenant };
}

const unauthorized = (detail: string): Problem =>
  new Problem('unauthorized', detail, { headers: { 'WWW-Authenticate': `${CHALLENGE}, error="invalid_token"` } });
