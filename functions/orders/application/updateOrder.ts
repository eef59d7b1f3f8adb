import type { Call } from 'penstock/runtime/core/call';
import { refusals } from 'penstock/runtime/core/refusal';
import type { Expected } from 'penstock/runtime/items/item-update';
import { stampOf } from 'penstock/runtime/items/stored-item';
import { type Order, type OrderPatch, TotalTooLarge } from '../domain/order.ts';
import { orderOf } from '../domain/record.ts';
import type { OrderRepository } from './order-repository.ts';
import { beingPaid, notFound, ofTheTotal, totalTooLarge } from './refusals.ts';

const refuse = refusals({
  'not-found': notFound,
  'being-paid': beingPaid,
  'total-too-large': totalTooLarge,
  'version-mismatch': {
    code: 'precondition-failed',
    detail: 'The order has changed since. Read it again and retry on the version that it has now.',
  },
  'wrong-state': { code: 'invalid-state', detail: 'Only a pending order can be changed.' },
});

export interface OrderChange {
  readonly orderId: string;
  readonly patch: OrderPatch;
  readonly expected: Expected;
}

/** Changes what its owner may change of a pending order, on the version that they saw. */
export async function updateOrder(
  call: Call<OrderChange>,
  { orders }: { readonly orders: OrderRepository },
): Promise<Order> {
  const { tenant, input, signal } = call;
  const { orderId: id, patch, expected } = input;
  const decision = await orders.update({ tenant, id, patch, expected, stamp: stampOf(call) }, signal).catch((cause) => {
    throw cause instanceof TotalTooLarge ? refuse('total-too-large', { ...ofTheTotal, cause }) : cause;
  });
  if (decision.outcome !== 'written') throw refuse(decision.outcome);
  return orderOf(decision.record);
}
