import { createHash } from 'node:crypto';

/** A charge as the provider recorded it. */
export interface Charge {
  readonly id: string;
  readonly orderId: string;
  /** In minor units of the currency. */
  readonly amount: number;
  readonly currency: string;
  readonly status: 'succeeded' | 'declined';
  readonly idempotencyKey: string;
  readonly createdAt: string;
}

export type ChargeRequest = Pick<Charge, 'orderId' | 'amount' | 'currency'>;

export type Recorded =
  | { readonly kind: 'new' | 'replayed'; readonly charge: Charge }
  /** The key was used for another charge. */
  | { readonly kind: 'conflict' };

/** The provider's own books: one charge an idempotency key. */
export interface ChargeLedger {
  record(key: string, request: ChargeRequest, declines: boolean): Recorded;
  readonly charges: readonly Charge[];
}

export function createChargeLedger(now: () => number = Date.now): ChargeLedger {
  const byKey = new Map<string, Charge>();
  return {
    record: (key, request, declines) => {
      const known = byKey.get(key);
      if (known !== undefined)
        return isSame(known, request) ? { kind: 'replayed', charge: known } : { kind: 'conflict' };
      const id = `ch_${createHash('sha256').update(key).digest('hex').slice(0, 24)}`;
      const status = declines ? 'declined' : 'succeeded';
      const createdAt = new Date(now()).toISOString();
      const charge: Charge = { id, ...request, status, idempotencyKey: key, createdAt };
      byKey.set(key, charge);
      return { kind: 'new', charge };
    },
    get charges() {
      return [...byKey.values()];
    },
  };
}

function isSame(charge: Charge, request: ChargeRequest): boolean {
  return charge.orderId === request.orderId && charge.amount === request.amount && charge.currency === request.currency;
}
