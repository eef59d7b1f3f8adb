import { fromItem, toItem } from '../../aws/attribute-value.ts';
import type { WebhookEvent } from '../event.ts';
import { itemBytes, WRITE_UNIT_BYTES } from '../table/item-size.ts';
import { deliveryIdsOf, deliveryKey, EVENT_RETENTION_SECONDS, eventKey, expiry, type Item } from '../table/layout.ts';
import { pack, unpack } from '../table/packed.ts';
import type { DeliveryRecord } from './delivery.ts';
import { packHistory, unpackHistory } from './delivery-history.ts';

/**
 * The record as its item, of one write unit: a delivery is written as often as it is attempted. Its event lies in it
 * where there is room, and apart otherwise; attempts and requests that don't fit are forgotten, the oldest first.
 * (A tenant's name of more than 128 bytes may make it larger.)
 */
export function deliveryItem(record: DeliveryRecord): { readonly item: Item; readonly hasEvent: boolean } {
  const whole = itemOf(record);
  if (itemBytes(whole) <= WRITE_UNIT_BYTES) return { item: whole, hasEvent: record.event !== undefined };
  return { item: shortened({ ...record, event: undefined }), hasEvent: false };
}

function shortened(record: DeliveryRecord): Item {
  const item = itemOf(record);
  const isFinal = itemBytes(item) <= WRITE_UNIT_BYTES || !isShortenable(record);
  return isFinal ? item : shortened(withoutOldest(record));
}

function itemOf({ tenant, endpointId, id, event, attemptCount, attempts, requests, ...shown }: DeliveryRecord): Item {
  return {
    ...deliveryKey(tenant, endpointId, id),
    ...toItem({ ...shown, ...expiry(shown.updatedAt) }),
    history: packHistory({ attemptCount, attempts, requests }, { id, createdAt: shown.createdAt }),
    ...(event !== undefined && { event: pack(event) }),
  };
}

const isShortenable = ({ attempts, requests }: DeliveryRecord): boolean => attempts.length > 1 || requests.length > 1;

function withoutOldest(record: DeliveryRecord): DeliveryRecord {
  const { attempts, requests } = record;
  return attempts.length >= requests.length
    ? { ...record, attempts: attempts.slice(1) }
    : { ...record, requests: requests.slice(1) };
}

export function deliveryRecord(item: Item): DeliveryRecord {
  const { pk, sk, expiresAt, history, event, ...shown } = item;
  const { tenant, endpointId, deliveryId: id } = deliveryIdsOf(item);
  // Only this module writes these items, so what it reads has the shape it wrote.
  const members = fromItem(shown) as unknown as Omit<DeliveryRecord, 'tenant' | 'endpointId' | 'id'>;
  return {
    ...members,
    tenant,
    endpointId,
    id,
    ...unpackHistory(history, { id, createdAt: members.createdAt }),
    event: event && (unpack(event) as WebhookEvent),
  };
}

/** The event of a delivery in an item of its own, which outlives that of the delivery. */
export const eventItem = ({ tenant, endpointId, id, updatedAt }: DeliveryRecord, event: WebhookEvent): Item => ({
  ...eventKey(tenant, endpointId, id),
  ...toItem(expiry(updatedAt, EVENT_RETENTION_SECONDS)),
  event: pack(event),
});

export const storedEvent = ({ event }: Item): WebhookEvent => unpack(event) as WebhookEvent;
