import { decideCancellation, decidePlacement, decideUpdate } from '../domain/decisions.ts';
import { listPosition, type OrderRepository } from '../domain/order-repository.ts';
import type { OrderRecord } from '../domain/record.ts';

/** The DynamoDB adapter's twin, for tests: the same suite runs against both. */
export function inMemoryOrders(records = new Map<string, OrderRecord>()): OrderRepository {
  const keyOf = (tenant: string, id: string): string => `${tenant}#${id}`;
  const keep = <Decision extends { readonly outcome: string }>(decision: Decision): Decision => {
    if (decision.outcome === 'written' && 'record' in decision) {
      const record = decision.record as OrderRecord;
      records.set(keyOf(record.tenant, record.id), record);
    }
    return decision;
  };
  return {
    place: async (placement) => keep(decidePlacement(records.get(keyOf(placement.tenant, placement.id)), placement)),
    find: async (tenant, id) => records.get(keyOf(tenant, id)),
    update: async (update) => keep(decideUpdate(records.get(keyOf(update.tenant, update.id)), update)),
    cancel: async (request) => keep(decideCancellation(records.get(keyOf(request.tenant, request.id)), request)),
    list: async ({ tenant, status, limit, after }) => {
      const all = [...records.values()]
        .filter((record) => record.tenant === tenant && (status === undefined || record.status === status))
        .filter((record) => after === undefined || listPosition(record) < after)
        .sort((a, b) => (listPosition(a) < listPosition(b) ? 1 : -1));
      const page = all.slice(0, limit);
      const last = page.at(-1);
      return { records: page, ...(all.length > limit && last !== undefined && { next: listPosition(last) }) };
    },
  };
}
