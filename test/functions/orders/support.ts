import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Cancellation, Placement, Update } from '../../../functions/orders/domain/decisions.ts';
import type { Item, NewOrder, OrderPatch } from '../../../functions/orders/domain/order.ts';
import type { Stamp } from '../../../functions/orders/domain/record.ts';

export const draft: NewOrder = {
  currency: 'EUR',
  items: [{ sku: 'ABC-1', quantity: 2, unitPrice: 1250 }],
  reference: 'PO-1001',
};

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

export const anyItem: fc.Arbitrary<Item> = fc.record({
  sku: fc.stringMatching(/^[A-Z0-9-]{1,64}$/),
  quantity: fc.integer({ min: 1, max: 10_000 }),
  unitPrice: fc.integer({ min: 0, max: 100_000_000 }),
});

export const anyItems = fc.array(anyItem, { minLength: 1, maxLength: 5 });
export const anyReference = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' });

export const anyDraft: fc.Arbitrary<NewOrder> = fc.record(
  { currency: fc.constantFrom('EUR', 'JPY', 'USD'), items: anyItems, reference: anyReference },
  { requiredKeys: ['currency', 'items'] },
);

export const anyPatch: fc.Arbitrary<OrderPatch> = fc
  .record({ items: anyItems, reference: fc.option(anyReference, { nil: null }) }, { requiredKeys: [] })
  .filter((patch) => Object.keys(patch).length > 0);
