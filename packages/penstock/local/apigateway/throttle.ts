import { type Keep, keepNothing } from '../kept.ts';
import type { ApiDefinition, Method } from './definition.ts';
import { type Refusal, type RequestContext, refuse } from './request-context.ts';
import { tokenBucket } from './token-bucket.ts';

/** The account's limit in a region, which every method without a setting shares. */
const accountLimit = { rate: 10_000, burst: 5_000 };

/** Each method has a bucket of its own; the account's holds for all. */
export function createThrottle(
  api: ApiDefinition,
  keep: Keep = keepNothing,
): (context: RequestContext) => Refusal | undefined {
  const account = keep('account', accountLimit, () => tokenBucket(accountLimit));
  const buckets = new Map<Method, () => boolean>();
  for (const method of api.methods) {
    const limit = api.throttleOf(method);
    const name = `${api.id} ${api.stage} ${method.httpMethod} ${method.resourcePath}`;
    if (limit !== undefined)
      buckets.set(
        method,
        keep(name, limit, () => tokenBucket(limit)),
      );
  }
  return ({ route }) => {
    const take = route === undefined ? undefined : buckets.get(route);
    return (take === undefined || take()) && account() ? undefined : refuse('THROTTLED');
  };
}
