import type { Currency, Item, NewOrder, Order, OrderPatch, OrderStatus } from '../../generated/types.ts';

export type { Currency, Item, NewOrder, Order, OrderPatch, OrderStatus };

/** The part of an order that its owner may change. */
export interface Content {
  readonly items: readonly Item[];
  /** Minor units. */
  readonly total: number;
  readonly reference?: string;
}

/** In which states an order may still change, and in which it may be cancelled. */
export const changeable: readonly OrderStatus[] = ['pending'];
export const cancellable: readonly OrderStatus[] = ['pending', 'payment_failed'];
/** In which it changes no more. */
export const settled: readonly OrderStatus[] = ['paid', 'cancelled'];

/** The sum of the items is beyond what a JSON number carries exactly. */
export class TotalTooLarge extends Error {
  override readonly name = 'TotalTooLarge';
}

/**
 * The sum of quantity times unit price, in minor units.
 * Throws TotalTooLarge beyond 2^53 - 1.
 */
export function totalOf(items: readonly Item[]): number {
  const total = items.reduce((sum, { quantity, unitPrice }) => sum + BigInt(quantity) * BigInt(unitPrice), 0n);
  if (total > BigInt(Number.MAX_SAFE_INTEGER)) throw new TotalTooLarge(`The total of ${total} is over 2^53 - 1`);
  return Number(total);
}

export const contentOf = ({ items, reference }: Pick<NewOrder, 'items' | 'reference'>): Content => ({
  items,
  total: totalOf(items),
  ...(reference !== undefined && { reference }),
});

/** A JSON merge patch (RFC 7396): items are replaced as a whole, a reference of null is removed. */
export function patched(content: Content, patch: OrderPatch): Content {
  const reference = patch.reference === undefined ? content.reference : (patch.reference ?? undefined);
  return contentOf({ items: [...(patch.items ?? content.items)], ...(reference !== undefined && { reference }) });
}
