import type { Rest } from './cooldown.ts';
import { type EndpointKey, maySet, type RestRepository } from './cooldown-repository.ts';

/** The DynamoDB adapter's twin, for tests: the same suite runs against both. */
export function inMemoryRests(rests = new Map<string, Rest>()): RestRepository {
  const keyOf = ({ tenant, id }: EndpointKey): string => `${tenant}#${id}`;
  return {
    find: async (endpoint) => rests.get(keyOf(endpoint)),
    set: async (change) => {
      if (!maySet(rests.get(keyOf(change)), change)) return false;
      if (change.next === undefined) rests.delete(keyOf(change));
      else rests.set(keyOf(change), change.next);
      return true;
    },
  };
}
