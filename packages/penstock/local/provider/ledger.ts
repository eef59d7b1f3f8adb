import { createHash } from 'node:crypto';
import type { JsonObject } from '../json.ts';

/** A request as the provider recorded it. */
export interface Recorded {
  readonly id: string;
  /** That it was sent to, such as `/charges`. */
  readonly path: string;
  readonly body: JsonObject;
  readonly status: 'succeeded' | 'declined';
  readonly idempotencyKey: string;
  readonly createdAt: string;
}

export type Recording =
  | { readonly kind: 'new' | 'replayed'; readonly recorded: Recorded }
  /** The key was used for another request. */
  | { readonly kind: 'conflict' };

/** The provider's own books: one record for an idempotency key. */
export interface Ledger {
  record(key: string, request: Pick<Recorded, 'path' | 'body'>, declines: boolean): Recording;
  readonly records: readonly Recorded[];
}

export function createLedger(now: () => number = Date.now): Ledger {
  const byKey = new Map<string, Recorded>();
  return {
    record: (key, { path, body }, declines) => {
      const known = byKey.get(key);
      if (known !== undefined) {
        const isSame = known.path === path && JSON.stringify(known.body) === JSON.stringify(body);
        return isSame ? { kind: 'replayed', recorded: known } : { kind: 'conflict' };
      }
      const id = `sim_${createHash('sha256').update(key).digest('hex').slice(0, 24)}`;
      const status = declines ? 'declined' : 'succeeded';
      const createdAt = new Date(now()).toISOString();
      const recorded: Recorded = { id, path, body, status, idempotencyKey: key, createdAt };
      byKey.set(key, recorded);
      return { kind: 'new', recorded };
    },
    get records() {
      return [...byKey.values()];
    },
  };
}
