import { randomUUID } from 'node:crypto';
import type { PaymentProvider } from '../../../functions/payments/application/payment-provider.ts';
import type { ChargeOutcome } from '../../../functions/payments/domain/charge.ts';

const refused: ChargeOutcome = { status: 'refused', reason: 'charge-refused' };
const declined: ChargeOutcome = { status: 'declined', reason: 'insufficient funds' };

/** A provider that keeps its books: one charge an order, whatever is asked and however it answers. */
export function bookkeeper() {
  const charges = new Map<string, { id: string; amount: number; status: 'succeeded' | 'declined' }>();
  const faults: { before?: () => void; after?: () => void; decline?: boolean; refuse?: boolean } = {};
  let asked = 0;
  const provider: PaymentProvider = {
    charge: async ({ id, total }) => {
      asked += 1;
      faults.before?.();
      if (faults.refuse === true) return refused;
      const known = charges.get(id) ?? {
        id: `ch_${randomUUID()}`,
        amount: total,
        status: faults.decline === true ? ('declined' as const) : ('succeeded' as const),
      };
      charges.set(id, known);
      faults.after?.();
      return known.status === 'succeeded' ? { status: 'succeeded', charge: known.id } : declined;
    },
  };
  return { provider, charges, faults, asked: () => asked };
}
