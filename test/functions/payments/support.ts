import { randomUUID } from 'node:crypto';
import type { Cause, ChargeOutcome, Claim, Outcome, PayableOrder } from '../../../functions/payments/domain/payment.ts';
import type { PaymentProvider } from '../../../functions/payments/domain/ports.ts';

let clock = Date.parse('2026-11-22T12:00:00.000Z');

export const cause = (orderId: string, over: Partial<Cause> = {}): Cause => {
  clock += 1;
  return {
    event: `${orderId}_1`,
    at: new Date(clock).toISOString(),
    correlationId: 'c-1',
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    ...over,
  };
};

export const claimOf = ({ tenant, id }: Pick<PayableOrder, 'tenant' | 'id'>, over: Partial<Cause> = {}): Claim => ({
  tenant,
  orderId: id,
  cause: cause(id, over),
});

export const succeeded: ChargeOutcome = { status: 'succeeded', charge: 'ch_1' };
export const refused: ChargeOutcome = { status: 'refused', reason: 'charge-refused' };
export const nothingDue: Outcome = { status: 'nothing-due' };
export const declined: ChargeOutcome = { status: 'declined', reason: 'insufficient funds' };

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
