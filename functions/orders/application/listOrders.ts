import type { Call } from 'penstock/runtime/core/call';
import type { Order, OrderStatus } from '../domain/order.ts';
import { orderOf } from '../domain/record.ts';
import type { OrderRepository } from './order-repository.ts';

export interface OrdersWanted {
  readonly status?: OrderStatus;
  readonly limit: number;
  /** The list position to go on after. */
  readonly after?: string;
}

/** A page of the tenant's orders, newest first; refuses nothing. */
export async function listOrders(
  { tenant, input, signal }: Call<OrdersWanted>,
  { orders }: { readonly orders: OrderRepository },
): Promise<{ readonly orders: readonly Order[]; readonly next: string | undefined }> {
  const { records, next } = await orders.list({ tenant, ...input }, signal);
  return { orders: records.map(orderOf), next };
}
