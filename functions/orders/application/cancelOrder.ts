import type { Call } from 'penstock/runtime/core/call';
import { refusals } from 'penstock/runtime/core/refusal';
import { stampOf } from 'penstock/runtime/items/stored-item';
import type { Order } from '../domain/order.ts';
import { asCancelled, orderOf } from '../domain/record.ts';
import type { OrderRepository } from './order-repository.ts';
import { beingPaid, keyReused, notFound } from './refusals.ts';

const refuse = refusals({
  'not-found': notFound,
  'key-reused': keyReused,
  'being-paid': beingPaid,
  'wrong-state': {
    code: 'invalid-state',
    detail: 'Only an order that is pending or whose payment failed can be cancelled.',
  },
});

export interface CancelledOrder {
  /** As the cancellation left it. */
  readonly order: Order;
  readonly replayed: boolean;
}

/** Cancels an order, once for a key. */
export async function cancelOrder(
  call: Call<{ readonly orderId: string }>,
  { orders }: { readonly orders: OrderRepository },
): Promise<CancelledOrder> {
  const { tenant, identity, input, signal } = call;
  const decision = await orders.cancel({ tenant, id: input.orderId, ...identity, stamp: stampOf(call) }, signal);
  switch (decision.outcome) {
    case 'written':
      return { order: orderOf(decision.record), replayed: false };
    case 'replayed':
      return { order: asCancelled(decision.record, decision.receipt), replayed: true };
    default:
      throw refuse(decision.outcome);
  }
}
