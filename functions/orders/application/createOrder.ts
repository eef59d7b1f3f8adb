import type { Call } from 'penstock/runtime/core/call';
import { refusals } from 'penstock/runtime/core/refusal';
import { deterministicId } from 'penstock/runtime/idempotency/identity';
import { stampOf } from 'penstock/runtime/items/stored-item';
import { type NewOrder, type Order, TotalTooLarge } from '../domain/order.ts';
import { asPlaced } from '../domain/record.ts';
import type { OrderRepository } from './order-repository.ts';
import { keyReused, ofTheTotal, totalTooLarge } from './refusals.ts';

const refuse = refusals({ 'key-reused': keyReused, 'total-too-large': totalTooLarge });

export interface CreatedOrder {
  /** As it was placed, whatever has become of it since. */
  readonly order: Order;
  /** An earlier call with the same key placed it. */
  readonly replayed: boolean;
}

/** Places an order, once for a key. */
export async function createOrder(
  call: Call<NewOrder>,
  { orders }: { readonly orders: OrderRepository },
): Promise<CreatedOrder> {
  const { tenant, operationId, identity, input: draft, signal } = call;
  const id = deterministicId('ord_', tenant, operationId, identity.key);
  const placement = { tenant, id, fingerprint: identity.fingerprint, draft, stamp: stampOf(call) };
  const decision = await orders.place(placement, signal).catch((cause) => {
    throw cause instanceof TotalTooLarge ? refuse('total-too-large', { ...ofTheTotal, cause }) : cause;
  });
  if (decision.outcome === 'key-reused') throw refuse('key-reused');
  return { order: asPlaced(decision.record), replayed: decision.outcome === 'replayed' };
}
