import type { EndpointCooldown } from '../runtime/webhooks/cooldown/cooldown.ts';
import { type CooldownRepository, type EndpointKey, maySet } from '../runtime/webhooks/cooldown/cooldown-repository.ts';

/** The DynamoDB adapter's twin, for tests: the same suite runs against both. */
export function inMemoryCooldowns(cooldowns = new Map<string, EndpointCooldown>()): CooldownRepository {
  const keyOf = ({ tenant, id }: EndpointKey): string => `${tenant}#${id}`;
  return {
    find: async (endpoint) => cooldowns.get(keyOf(endpoint)),
    set: async (change) => {
      if (!maySet(cooldowns.get(keyOf(change)), change)) return false;
      if (change.next === undefined) cooldowns.delete(keyOf(change));
      else cooldowns.set(keyOf(change), change.next);
      return true;
    },
  };
}
