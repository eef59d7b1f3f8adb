import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
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
