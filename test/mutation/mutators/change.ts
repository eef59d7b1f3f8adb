import type { Node } from '../syntax.ts';

/** Another text for a part of the source. */
export interface Change {
  /** The part that is replaced as a whole. */
  readonly site: Node;
  readonly replacement: string;
}

/** A part of a source, and what it is in: from the module down to its parent. */
export interface Place {
  readonly at: Node;
  readonly source: string;
  readonly ancestors: readonly Node[];
}

/** What a mutator makes of a place; nothing where it does not apply. */
export type Mutator = (place: Place) => readonly Change[];

export const textOf = ({ source }: Place, { start, end }: Pick<Node, 'start' | 'end'>): string =>
  source.slice(start, end);

/** The text of `site` with another text from `start` to `end`. */
export const edited = ({ source }: Place, site: Node, start: number, end: number, text: string): Change => ({
  site,
  replacement: source.slice(site.start, start) + text + source.slice(end, site.end),
});

/** A table that is read in both directions. */
export const swaps = (...pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, string> =>
  new Map(
    pairs.flatMap(([a, b]): [string, string][] => [
      [a, b],
      [b, a],
    ]),
  );
