import { fromItem, toItem } from 'penstock/runtime/aws/attribute-value';
import type { DeliveryRecord, WebhookEvent } from '../domain/delivery.ts';
import type { DeliveryKey } from '../domain/delivery-repository.ts';
import { partitionOf } from './endpoint-item.ts';
import type { Item } from './query-page.ts';

/** Seconds that a delivery is kept after its last attempt, and a rest after its end, at the least. */
export const KEPT_FOR = 30 * 24 * 60 * 60;

/** The attribute by which the table lets an item expire, so long after an instant. */
export const expiry = (since: string) => ({ expiresAt: Math.floor(Date.parse(since) / 1000) + KEPT_FOR });

export const SORT_PREFIX = 'delivery#';

export const deliveryKey = ({ tenant, endpointId, deliveryId }: DeliveryKey): Item => ({
  pk: { S: partitionOf(tenant, endpointId) },
  sk: { S: `${SORT_PREFIX}${deliveryId}` },
});

/** The record as its item. The event is kept as text: it is sent again to the byte. */
export const deliveryItem = ({ event, ...record }: DeliveryRecord): Item => ({
  ...deliveryKey({ tenant: event.tenant, endpointId: record.endpointId, deliveryId: record.id }),
  ...toItem({
    ...record,
    event: JSON.stringify(event),
    ...expiry(record.updatedAt),
  }),
});

export function deliveryRecord(item: Item): DeliveryRecord {
  const { pk, sk, expiresAt, event, ...record } = fromItem(item);
  // Only this module writes these items, so what it reads has the shape it wrote.
  return { ...record, event: JSON.parse(String(event)) as WebhookEvent } as unknown as DeliveryRecord;
}
