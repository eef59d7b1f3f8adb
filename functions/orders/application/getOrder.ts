import type { Call } from 'penstock/runtime/core/call';
import { refusals } from 'penstock/runtime/core/refusal';
import type { Order } from '../domain/order.ts';
import { orderOf } from '../domain/record.ts';
import type { OrderRepository } from './order-repository.ts';
import { notFound } from './refusals.ts';

const refuse = refusals({ 'not-found': notFound });

/** An order as it is now. */
export async function getOrder(
  { tenant, input, signal }: Call<{ readonly orderId: string }>,
  { orders }: { readonly orders: OrderRepository },
): Promise<Order> {
  const record = await orders.find(tenant, input.orderId, signal);
  if (record === undefined) throw refuse('not-found');
  return orderOf(record);
}
