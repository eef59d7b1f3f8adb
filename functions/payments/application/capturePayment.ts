import type { Call } from 'penstock/runtime/core/call';
import { refusals } from 'penstock/runtime/core/refusal';
import type { Claim, PayableOrders, PaymentOutcome } from '../../orders/published/payable-orders.ts';
import type { ChargeOutcome } from '../domain/charge.ts';
import type { PaymentProvider } from './payment-provider.ts';

/** What needs a person: there is nothing to charge, or a charge that no order knows of. */
const refuse = refusals({
  'order-not-found': { code: 'not-found', detail: 'There is no such order' },
  'claim-lost': {
    code: 'invalid-state',
    detail: 'The provider decided on a charge that the order can no longer take',
  },
});

export interface PaymentDue {
  readonly orderId: string;
  /** The same charge may have been asked for before. */
  readonly retry: boolean;
}

export interface CaptureServices {
  readonly orders: PayableOrders;
  readonly provider: PaymentProvider;
}

/** `refused`: the order's payment has failed, and perhaps for a mistake of ours. */
export type Captured =
  | { readonly outcome: 'captured' | 'declined' | 'nothing-to-do' }
  | { readonly outcome: 'refused'; readonly reason: string };

/**
 * Captures the payment of an order: claim it, charge it, settle it. A crash or a failure between any two is made good by
 * trying again from the start: the claim stands, the provider knows the order, a settlement is written once.
 * An order that costs nothing is paid as it is: providers refuse a charge of 0.
 */
export async function capturePayment(call: Call<PaymentDue>, { orders, provider }: CaptureServices): Promise<Captured> {
  const { signal, traceparent, input } = call;
  const claim = claimOf(call);
  const claimed = await orders.claim(claim, signal);
  if (claimed.outcome === 'not-found') throw refuse('order-not-found');
  if (claimed.outcome === 'settled') return { outcome: 'nothing-to-do' };
  const { order } = claimed;
  const options = { signal, retry: input.retry, ...(traceparent !== undefined && { traceparent }) };
  const charged = order.total === 0 ? undefined : await provider.charge(order, options);
  const settled = await orders.settle({ ...claim, outcome: outcomeOf(charged) }, signal);
  if (settled.outcome === 'claim-lost') throw refuse('claim-lost');
  if (charged?.status === 'refused') return { outcome: 'refused', reason: charged.reason };
  return { outcome: charged?.status === 'declined' ? 'declined' : 'captured' };
}

/** The event that asks for a payment is what the order knows the payment by. */
const claimOf = ({ tenant, identity, now, correlationId, traceparent, input }: Call<PaymentDue>): Claim => ({
  tenant,
  orderId: input.orderId,
  cause: {
    event: identity.key,
    at: now.toISOString(),
    correlationId,
    ...(traceparent !== undefined && { traceparent }),
  },
});

/** What the order is told; nothing was charged where nothing is due. */
function outcomeOf(charged: ChargeOutcome | undefined): PaymentOutcome {
  if (charged === undefined) return { status: 'captured' };
  if (charged.status === 'succeeded') return { status: 'captured', charge: charged.charge };
  return { status: 'failed', reason: charged.reason };
}
