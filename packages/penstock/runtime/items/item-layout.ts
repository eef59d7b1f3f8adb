import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { fromItem, toItem } from '../aws/attribute-value.ts';
import { tenantKey } from '../aws/tenant-key.ts';
import { regionAttribute } from '../outbox/item-change.ts';
import { listPosition } from './list-position.ts';
import type { StoredItem } from './stored-item.ts';

export type Item = Record<string, AttributeValue>;

/** How a context's entities become items, beside what every item has: `pk`, `listKey` and the region that writes it. */
export interface ItemLayout<Entity> {
  /** Attributes that indexes are keyed by, computed of the entity. */
  readonly indexKeys: Readonly<Record<string, (entity: Entity) => string>>;
  /** Members that are receipts. */
  readonly receipts: readonly string[];
}

export const keyOf = (tenant: string, id: string): Item => ({ pk: { S: tenantKey(tenant, id) } });

/** A receipt's version lies beside it: an update can compute a version only at the top of an item. */
export const receiptVersion = (receipt: string): string => `${receipt}Version`;

export function itemOf<Entity extends StoredItem>(layout: ItemLayout<Entity>, entity: Entity, region: string): Item {
  const keys = Object.entries(layout.indexKeys).map(([name, keyFor]) => [name, keyFor(entity)]);
  const flat: Record<string, unknown> = Object.fromEntries(Object.entries(entity));
  for (const name of layout.receipts) {
    if (flat[name] === undefined) continue;
    const { version, ...receipt } = Object(flat[name]);
    Object.assign(flat, { [name]: receipt, [receiptVersion(name)]: version });
  }
  return {
    ...keyOf(entity.tenant, entity.id),
    ...toItem({ ...flat, listKey: listPosition(entity), ...Object.fromEntries(keys), [regionAttribute]: region }),
  };
}

/** The entity of an item, or what an index holds of it. Only stores write items, so what is read has their shape. */
export function entityOf<Entity>(layout: ItemLayout<Entity>, item: Item): Entity {
  const { pk, listKey, [regionAttribute]: _, ...entity } = fromItem(item);
  for (const name of Object.keys(layout.indexKeys)) delete entity[name];
  for (const name of layout.receipts) {
    const version = receiptVersion(name);
    if (entity[name] !== undefined) entity[name] = { ...Object(entity[name]), version: entity[version] };
    delete entity[version];
  }
  return entity as Entity;
}
