import {
  type ClaimDecision,
  decideClaim,
  decideSettlement,
  type PayableOrder,
  type SettleDecision,
} from '../domain/payment.ts';
import type { PayableOrders } from '../domain/ports.ts';

/** The DynamoDB adapter's twin, for tests: the same suite runs against both. */
export function inMemoryPayableOrders(orders = new Map<string, PayableOrder>()): PayableOrders {
  const keep = <Decision extends ClaimDecision | SettleDecision>(decision: Decision): Decision => {
    if ('order' in decision) orders.set(keyOf(decision.order.tenant, decision.order.id), decision.order);
    return decision;
  };
  return {
    claim: async (claim) => keep(decideClaim(orders.get(keyOf(claim.tenant, claim.orderId)), claim)),
    settle: async (request) => keep(decideSettlement(orders.get(keyOf(request.tenant, request.orderId)), request)),
  };
}

const keyOf = (tenant: string, id: string): string => `${tenant}#${id}`;
