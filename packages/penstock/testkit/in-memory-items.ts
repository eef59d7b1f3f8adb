import type { ItemLayout } from '../runtime/items/item-layout.ts';
import type { ItemPage, ItemStore } from '../runtime/items/item-store.ts';
import { listPosition } from '../runtime/items/list-position.ts';
import { decideCreation } from '../runtime/items/receipt.ts';
import type { StoredItem } from '../runtime/items/stored-item.ts';

/** The twin of a DynamoDB table of items, which it keeps by `tenant#id`: the same suite runs against both. */
export function inMemoryItems<Entity extends StoredItem>(
  { indexKeys }: Pick<ItemLayout<Entity>, 'indexKeys'>,
  items = new Map<string, Entity>(),
): ItemStore<Entity> {
  const at = (tenant: string, id: string): string => `${tenant}#${id}`;
  const apply = <Decision extends { readonly outcome: string }>(decision: Decision): Decision => {
    if (decision.outcome === 'written' && 'record' in decision) {
      const entity = decision.record as Entity;
      items.set(at(entity.tenant, entity.id), entity);
    }
    return decision;
  };
  const keyOf = (entity: Entity, attribute: string): unknown =>
    indexKeys[attribute]?.(entity) ?? entity[attribute as keyof Entity];
  return {
    find: async (tenant, id) => items.get(at(tenant, id)),
    create: async (entity) => apply(decideCreation(items.get(at(entity.tenant, entity.id)), entity)),
    change: async ({ tenant, id, decide }) => apply(decide(items.get(at(tenant, id)))),
    list: async <Listed>({ by, limit, after }: Parameters<ItemStore<Entity>['list']>[0]) => {
      const all = [...items.values()]
        .filter((entity) => keyOf(entity, by.attribute) === by.value)
        .filter((entity) => after === undefined || listPosition(entity) < after)
        .sort((a, b) => (listPosition(a) < listPosition(b) ? 1 : -1));
      const page = all.slice(0, limit);
      const last = page.at(-1);
      const next = all.length > limit && last !== undefined ? { next: listPosition(last) } : {};
      // Whole, which is more than an index may hold: a list's type says what may be read of it.
      return { records: page, ...next } as unknown as ItemPage<Listed>;
    },
  };
}
