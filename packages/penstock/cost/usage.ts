import { type PriceList, type PriceName, priceOf } from './prices.ts';

/** Something that is paid for: how much of it, and where. */
export interface Line {
  readonly price: PriceName;
  readonly region: string;
  readonly quantity: number;
}

export type Usage = readonly Line[];

export const times = (usage: Usage, factor: number): Usage =>
  usage.map((line) => ({ ...line, quantity: line.quantity * factor }));

/** In USD. */
export const costOf = (usage: Usage, prices: PriceList): number =>
  usage.reduce((sum, { price, region, quantity }) => sum + quantity * priceOf(prices, price, region), 0);

/** A line for each price and region. */
export function summed(usage: Usage): Usage {
  const groups = Map.groupBy(usage, ({ price, region }) => `${region} ${price}`);
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [{ ...first, quantity: others.reduce((sum, { quantity }) => sum + quantity, first.quantity) }],
  );
}
