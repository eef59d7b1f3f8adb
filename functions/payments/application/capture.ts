import type { Claim, PayableOrder, PayableOrders, PaymentOutcome } from '../../orders/published/payable-orders.ts';
import type { ChargeOutcome } from '../domain/charge.ts';
import type { ChargeOptions, PaymentProvider } from './payment-provider.ts';

/** What became of a capture; the last three need a person. */
export type CaptureResult =
  | { readonly outcome: 'captured' | 'declined' | 'nothing-to-do'; readonly order: PayableOrder }
  /** The order's payment has failed, and perhaps for a mistake of ours. */
  | { readonly outcome: 'refused'; readonly order: PayableOrder; readonly reason: string }
  | { readonly outcome: 'not-found' }
  /** The provider has decided and the order can't take it: the charge, if there is one, has no order. */
  | { readonly outcome: 'claim-lost' };

/**
 * Captures the payment of an order: claim it, charge it, settle it. A crash or a failure between any two is made good by
 * trying again from the start: the claim stands, the provider knows the order, a settlement is written once.
 * An order that costs nothing is paid as it is: providers refuse a charge of 0.
 */
export async function capture(
  claim: Claim,
  { orders, provider }: { readonly orders: PayableOrders; readonly provider: PaymentProvider },
  options: Omit<ChargeOptions, 'traceparent'>,
): Promise<CaptureResult> {
  const claimed = await orders.claim(claim, options.signal);
  if (claimed.outcome === 'not-found') return claimed;
  if (claimed.outcome === 'settled') return { outcome: 'nothing-to-do', order: claimed.order };
  const { order } = claimed;
  const charged = order.total === 0 ? undefined : await provider.charge(order, { ...options, ...traceOf(claim) });
  const settled = await orders.settle({ ...claim, outcome: outcomeOf(charged) }, options.signal);
  if (settled.outcome === 'claim-lost') return { outcome: 'claim-lost' };
  if (charged?.status === 'refused') return { outcome: 'refused', order: settled.order, reason: charged.reason };
  return { outcome: charged?.status === 'declined' ? 'declined' : 'captured', order: settled.order };
}

/** What the order is told; nothing was charged where nothing is due. */
function outcomeOf(charged: ChargeOutcome | undefined): PaymentOutcome {
  if (charged === undefined) return { status: 'captured' };
  if (charged.status === 'succeeded') return { status: 'captured', charge: charged.charge };
  return { status: 'failed', reason: charged.reason };
}

const traceOf = ({ cause: { traceparent } }: Claim) => (traceparent === undefined ? {} : { traceparent });
