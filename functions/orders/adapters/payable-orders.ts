import type { ItemStore } from 'penstock/runtime/items/item-store';
import type { ItemUpdate } from 'penstock/runtime/items/item-update';
import type { PayableOrder, PayableOrders } from '../application/payable-orders.ts';
import {
  type Claim,
  decideClaim,
  decideSettlement,
  type Settlement,
  stampOfCause,
} from '../application/payment-decisions.ts';
import { capturing, settledBy } from '../domain/payment.ts';
import type { OrderRecord } from '../domain/record.ts';
import { statusChange } from './order-updates.ts';

/** The orders in a store of items, as payments change them. */
export const payableOrdersIn = (items: Pick<ItemStore<OrderRecord>, 'change'>): PayableOrders => ({
  claim: async (claim, signal) => {
    const { tenant, orderId: id } = claim;
    const decide = (stored: OrderRecord | undefined) => decideClaim(stored, claim);
    const decision = await items.change({ tenant, id, decide, update: claimUpdate(claim) }, signal);
    if (decision.outcome === 'not-found') return decision;
    const outcome = decision.outcome === 'settled' ? 'settled' : 'claimed';
    return { outcome, order: payableOf(decision.record) };
  },
  settle: async (settlement, signal) => {
    const { tenant, orderId: id } = settlement;
    const decide = (stored: OrderRecord | undefined) => decideSettlement(stored, settlement);
    const decision = await items.change({ tenant, id, decide, update: settlementUpdate(settlement) }, signal);
    if (decision.outcome === 'claim-lost') return decision;
    return { outcome: decision.outcome, order: payableOf(decision.record) };
  },
});

/** The version stays and no event is written: the relay passes this change over. No list shows it, so no index is written. */
const claimUpdate = ({ cause }: Claim): ItemUpdate => ({
  sets: ['payment = :payment'],
  conditions: ['#status = :pending', 'attribute_not_exists(payment)'],
  values: { ':pending': 'pending', ':payment': capturing(cause) },
});

function settlementUpdate({ tenant, cause, outcome }: Settlement): ItemUpdate {
  const { status, type, payment } = settledBy(cause, outcome);
  const { sets, values } = statusChange(tenant, status);
  return {
    sets: [...sets, 'payment = :payment'],
    conditions: ['#status = :pending', 'payment.#state = :capturing'],
    values: { ...values, ':pending': 'pending', ':capturing': 'capturing', ':payment': payment },
    version: { stamp: stampOfCause(cause), event: type },
  };
}

const payableOf = ({ tenant, id, status, currency, content, version, payment }: OrderRecord): PayableOrder => ({
  tenant,
  id,
  status,
  currency,
  total: content.total,
  version,
  ...(payment !== undefined && { payment }),
});
