import { tenantKey } from 'penstock/runtime/aws/tenant-key';
import type { ItemStore } from 'penstock/runtime/items/item-store';
import { decideCancellation, decideUpdate, placed } from '../application/decisions.ts';
import type { OrderRepository } from '../application/order-repository.ts';
import type { ListedOrder, OrderRecord } from '../domain/record.ts';
import { cancellationUpdate, contentUpdate } from './order-updates.ts';

/** The orders in a store of items. */
export const orderRepository = (items: ItemStore<OrderRecord>): OrderRepository => ({
  place: async (placement, signal) => items.create(placed(placement), signal),
  find: items.find,
  update: async (update, signal) => {
    const { tenant, id } = update;
    const decide = (stored: OrderRecord | undefined) => decideUpdate(stored, update);
    return items.change({ tenant, id, decide, update: contentUpdate(update) }, signal);
  },
  cancel: async (request, signal) => {
    const { tenant, id } = request;
    const decide = (stored: OrderRecord | undefined) => decideCancellation(stored, request);
    return items.change({ tenant, id, decide, update: cancellationUpdate(request) }, signal);
  },
  list: async ({ tenant, status, ...page }, signal) => {
    const list =
      status === undefined
        ? { index: 'byTenant', by: { attribute: 'tenant', value: tenant } }
        : { index: 'byTenantStatus', by: { attribute: 'tenantStatus', value: tenantKey(tenant, status) } };
    return items.list<ListedOrder>({ tenant, ...list, ...page }, signal);
  },
});
