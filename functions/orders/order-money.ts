import { Problem } from 'penstock/runtime/problem/problem';
import type { NewOrderV2, OrderV2 } from '../generated/types.ts';
import type { NewOrder, Order } from './domain/order.ts';

/**
 * An order as v2 writes it, its amounts as objects, as the domain has it.
 * @throws Problem where its currencies are several
 */
export function fromMoney({ items, reference }: NewOrderV2): NewOrder {
  const currency = items[0]?.unitPrice.currency;
  const others = items.flatMap((item, index) => (item.unitPrice.currency === currency ? [] : [index]));
  if (currency === undefined || others.length > 0) {
    const detail = `must be ${currency}, as that of the first item`;
    throw new Problem('validation', 'An order has one currency.', {
      errors: others.map((index) => ({ pointer: `#/items/${index}/unitPrice/currency`, detail })),
    });
  }
  return {
    currency,
    items: items.map(({ unitPrice, ...item }) => ({ ...item, unitPrice: unitPrice.amount })),
    ...(reference !== undefined && { reference }),
  };
}

export function withMoney({ currency, total, items, ...order }: Order): OrderV2 {
  const money = (amount: number) => ({ amount, currency });
  return {
    ...order,
    total: money(total),
    items: items.map(({ unitPrice, ...item }) => ({ ...item, unitPrice: money(unitPrice) })),
  };
}
