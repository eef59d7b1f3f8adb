import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeCursor, encodeCursor } from '../../../functions/orders/cursor.ts';
import { contentOf, patched, TotalTooLarge, totalOf } from '../../../functions/orders/domain/order.ts';
import { anyDraft, anyItems, anyPatch } from './support.ts';

/** The algorithm of RFC 7396, as its section 2 writes it. */
function mergePatch(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const result: Record<string, unknown> = { ...(target as object) };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = mergePatch(result[name], value);
  }
  return result;
}

describe('a total', () => {
  it('is the sum of quantity times price', () => {
    fc.assert(
      fc.property(anyItems, (items) => {
        expect(totalOf(items)).toBe(items.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0));
      }),
    );
  });

  it('is exact to the last unit', () => {
    expect(totalOf([{ sku: 'A', quantity: 1, unitPrice: Number.MAX_SAFE_INTEGER }])).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('fails beyond what a number carries', () => {
    const items = [
      { sku: 'A', quantity: 1, unitPrice: Number.MAX_SAFE_INTEGER },
      { sku: 'B', quantity: 1, unitPrice: 1 },
    ];

    expect(() => totalOf(items)).toThrow(TotalTooLarge);
  });
});

describe('a merge patch', () => {
  it('does what RFC 7396 says', () => {
    fc.assert(
      fc.property(anyDraft, anyPatch, ({ items, reference }, patch) => {
        const before = reference === undefined ? { items } : { items, reference };
        const { total, ...after } = patched(contentOf(before), patch);

        expect(after).toEqual(mergePatch(before, patch));
        expect(total).toBe(totalOf(after.items));
      }),
    );
  });
});

describe('a cursor', () => {
  const anyScope = fc.record({
    tenant: fc.string(),
    status: fc.option(fc.constantFrom('paid', 'pending'), { nil: undefined }),
  });
  const anyPosition = fc.string({ maxLength: 60 });

  it('leads back to its position in its own list', () => {
    fc.assert(
      fc.property(anyPosition, anyScope, (position, scope) => {
        expect(decodeCursor(encodeCursor(position, scope), scope)).toBe(position);
      }),
    );
  });

  it('leads nowhere in another list', () => {
    fc.assert(
      fc.property(anyPosition, anyScope, anyScope, (position, scope, other) => {
        fc.pre(JSON.stringify(scope) !== JSON.stringify(other));
        expect(decodeCursor(encodeCursor(position, scope), other)).toBeUndefined();
      }),
    );
  });

  it('leads nowhere once a character of it is another', () => {
    const scope = { tenant: 'acme', status: undefined };
    const cursor = encodeCursor('2026-11-22T12:00:00.000Z#ord_1', scope);
    fc.assert(
      fc.property(fc.nat(cursor.length - 1), fc.constantFrom(...'AZaz09-_'), (index, character) => {
        fc.pre(cursor[index] !== character);
        expect(decodeCursor(cursor.slice(0, index) + character + cursor.slice(index + 1), scope)).toBeUndefined();
      }),
    );
  });

  it('leads nowhere when it is anything else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(decodeCursor(text, { tenant: 'acme', status: undefined })).toBeUndefined();
      }),
    );
  });
});
