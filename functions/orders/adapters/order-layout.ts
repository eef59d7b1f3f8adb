import { tenantKey } from 'penstock/runtime/aws/tenant-key';
import type { ItemLayout } from 'penstock/runtime/items/item-layout';
import type { OrderRecord } from '../domain/record.ts';

/** How an order becomes its item: this context alone writes and reads them. */
export const orderLayout: ItemLayout<OrderRecord> = {
  indexKeys: { tenantStatus: ({ tenant, status }) => tenantKey(tenant, status) },
  receipts: ['cancellation'],
};
