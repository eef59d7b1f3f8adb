import { Problem } from '../problem/problem.ts';
import { headerValues } from './headers.ts';
import type { RequestContext } from './request-context.ts';

/** What the authorizer says of the caller. The gateway hands on one of several headers as the caller's, and says not which. */
export function credentialsOf({ event, contract }: Pick<RequestContext, 'event' | 'contract'>) {
  for (const name of new Set(['Authorization', ...contract.security.flatMap(({ header = [] }) => header)])) {
    if (headerValues(event, name).length > 1) {
      throw new Problem('unauthorized', `There is more than one ${name} header.`);
    }
  }
  return event.requestContext.authorizer ?? {};
}
