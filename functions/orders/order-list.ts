import { isListPosition } from 'penstock/runtime/items/list-position';
import type { OrderStatus } from './domain/order.ts';

const isPosition = isListPosition('ord_');

/** What a cursor of a tenant's list belongs to, whichever door gave it. */
export const orderList = (tenant: string, status: OrderStatus | undefined) => ({
  scope: [tenant, status ?? null],
  isPosition,
});
