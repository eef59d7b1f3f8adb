import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Stamp } from 'penstock/runtime/items/stored-item';
import { caller } from 'penstock/testkit/operation-runtime';
import type { Cancellation, Placement, Update } from '../../../functions/orders/application/decisions.ts';
import type { Cause, Claim } from '../../../functions/orders/application/payment-decisions.ts';
import type { Item, NewOrder, OrderPatch } from '../../../functions/orders/domain/order.ts';
import type { PaymentOutcome } from '../../../functions/orders/domain/payment.ts';

export const draft: NewOrder = {
  currency: 'EUR',
  items: [{ sku: 'ABC-1', quantity: 2, unitPrice: 1250 }],
  reference: 'PO-1001',
};

/** Who may read and write the orders of `acme`, or of another tenant. */
export const clerk = (tenant = 'acme') => caller({ tenant, scope: 'orders:read orders:write' });

let clock = Date.parse('2026-11-22T12:00:00.000Z');

/** A stamp of a request of its own, a millisecond after the one before. */
export const stamp = (): Stamp => {
  clock += 1;
  return { at: new Date(clock).toISOString(), requestId: randomUUID(), correlationId: `c-${clock}` };
};

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
export const newId = (): string =>
  `ord_${[...Array(26)].map(() => ALPHABET[Math.floor(Math.random() * ALPHABET.length)]).join('')}`;

export const placement = (over: Partial<Placement> = {}): Placement => ({
  tenant: 'acme',
  id: newId(),
  fingerprint: 'f-1',
  draft,
  stamp: stamp(),
  ...over,
});

export const update = (of: Pick<Placement, 'tenant' | 'id'>, over: Partial<Update> = {}): Update => ({
  tenant: of.tenant,
  id: of.id,
  patch: { reference: 'PO-2' },
  expected: 'any',
  stamp: stamp(),
  ...over,
});

export const cancellation = (of: Pick<Placement, 'tenant' | 'id'>, over: Partial<Cancellation> = {}): Cancellation => ({
  tenant: of.tenant,
  id: of.id,
  key: 'cancel-1',
  fingerprint: 'f-cancel',
  stamp: stamp(),
  ...over,
});

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

export const claimOf = ({ tenant, id }: Pick<Placement, 'tenant' | 'id'>, over: Partial<Cause> = {}): Claim => ({
  tenant,
  orderId: id,
  cause: cause(id, over),
});

export const captured: PaymentOutcome = { status: 'captured', charge: 'ch_1' };
export const nothingDue: PaymentOutcome = { status: 'captured' };
export const declined: PaymentOutcome = { status: 'failed', reason: 'insufficient funds' };
export const chargeRefused: PaymentOutcome = { status: 'failed', reason: 'charge-refused' };

const anyItem: fc.Arbitrary<Item> = fc.record({
  sku: fc.stringMatching(/^[A-Z0-9-]{1,64}$/),
  quantity: fc.integer({ min: 1, max: 10_000 }),
  unitPrice: fc.integer({ min: 0, max: 100_000_000 }),
});

export const anyItems = fc.array(anyItem, { minLength: 1, maxLength: 5 });
const anyReference = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' });

export const anyDraft: fc.Arbitrary<NewOrder> = fc.record(
  { currency: fc.constantFrom('EUR', 'JPY', 'USD'), items: anyItems, reference: anyReference },
  { requiredKeys: ['currency', 'items'] },
);

export const anyPatch: fc.Arbitrary<OrderPatch> = fc
  .record({ items: anyItems, reference: fc.option(anyReference, { nil: null }) }, { requiredKeys: [] })
  .filter((patch) => Object.keys(patch).length > 0);
