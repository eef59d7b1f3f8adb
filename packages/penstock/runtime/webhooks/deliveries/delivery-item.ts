import { fromItem, toItem } from '../../aws/attribute-value.ts';
import type { WebhookEvent } from '../event.ts';
import { deliveryKey, expiry, type Item } from '../table/layout.ts';
import type { DeliveryRecord } from './delivery.ts';

/** The record as its item. The event is kept as text: it is sent again to the byte. */
export const deliveryItem = ({ event, ...record }: DeliveryRecord): Item => ({
  ...deliveryKey(event.tenant, record.endpointId, record.id),
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
