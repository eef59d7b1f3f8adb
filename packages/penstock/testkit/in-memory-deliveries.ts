import {
  awaited,
  type DeliveryRecord,
  isKnown,
  isRecorded,
  progressed,
  requested,
} from '../runtime/webhooks/deliveries/delivery.ts';
import type { DeliveryKey, DeliveryRepository } from '../runtime/webhooks/deliveries/delivery-repository.ts';

/** The DynamoDB adapter's twin, for tests: the same suite runs against both. */
export function inMemoryDeliveries(records = new Map<string, DeliveryRecord>()): DeliveryRepository {
  const keyOf = ({ tenant, endpointId, deliveryId }: DeliveryKey): string => `${tenant}#${endpointId}#${deliveryId}`;
  return {
    find: async (key) => records.get(keyOf(key)),
    findEvent: async ({ event }) => event,
    awaitFirst: async (message, at) => {
      const record = awaited(message, at);
      const key = keyOf({ tenant: message.tenant, endpointId: record.endpointId, deliveryId: record.id });
      if (!records.has(key)) records.set(key, record);
    },
    record: async (progress) => {
      const { event, endpointId, deliveryId } = progress.message.data;
      const key = keyOf({ tenant: event.tenant, endpointId, deliveryId });
      const stored = records.get(key);
      if (stored !== undefined && isRecorded(stored, progress.attempt)) return stored;
      const next = progressed(stored, progress);
      records.set(key, next);
      return next;
    },
    note: async (request, known) => {
      const key = keyOf({ tenant: known.tenant, endpointId: known.endpointId, deliveryId: known.id });
      const stored = records.get(key);
      if (stored === undefined || isKnown(stored, request)) return stored ?? requested(known, request);
      const next = requested(stored, request);
      records.set(key, next);
      return next;
    },
    list: async ({ tenant, endpointId, limit, after }) => {
      const all = [...records.values()]
        .filter((record) => record.tenant === tenant && record.endpointId === endpointId)
        .filter(({ id }) => after === undefined || id < after)
        .sort((a, b) => (a.id < b.id ? 1 : -1));
      const page = all.slice(0, limit);
      const last = page.at(-1);
      return { records: page, ...(all.length > limit && last !== undefined && { next: last.id }) };
    },
  };
}
