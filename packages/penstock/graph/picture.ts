/** What a part of the system is, which decides how it is drawn. */
export type Kind = 'route' | 'function' | 'table' | 'queue' | 'dead-letters' | 'bus' | 'rule';

export interface Part {
  /** An ARN, or what else tells it apart. */
  readonly id: string;
  readonly kind: Kind;
  readonly title: string;
  /** Its limits, each a line. */
  readonly lines: readonly string[];
}

/** From one part to another, in the direction in which a call or a message goes. */
export interface Link {
  readonly from: string;
  readonly to: string;
  readonly lines: readonly string[];
  /** Where what failed goes. */
  readonly failure?: boolean;
  /** Against the way of the messages: it does not decide which part stands after which. */
  readonly back?: boolean;
}

/** A system as a graph. A link may name a part that is not there; it is not drawn. */
export interface Picture {
  readonly parts: readonly Part[];
  readonly links: readonly Link[];
}

/** One picture of several; of what is there twice, the first. */
export function joined(pictures: readonly Picture[]): Picture {
  const parts = firstOf(
    pictures.flatMap((picture) => picture.parts),
    ({ id }) => id,
  );
  const ids = new Set(parts.map(({ id }) => id));
  const links = pictures.flatMap((picture) => picture.links).filter(({ from, to }) => ids.has(from) && ids.has(to));
  return { parts, links: firstOf(links, (link) => JSON.stringify(link)) };
}

const firstOf = <Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] =>
  [...Map.groupBy(items, keyOf).values()].flatMap((same) => same.slice(0, 1));
