import { isNode, type Node, node, nodes } from './syntax.ts';

/** Another text for a part of the source. */
export interface Change {
  /** The kind, by the name that Stryker gives it. */
  readonly mutator: string;
  readonly site: Node;
  readonly replacement: string;
}

type Mutator = (at: Node, source: string, path: readonly Node[]) => readonly Change[];

const text = (source: string, { start, end }: Node): string => source.slice(start, end);

const swaps = (...pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, string> =>
  new Map(pairs.flatMap(([a, b]) => [
    [a, b],
    [b, a],
  ]));

const arithmetic = swaps(['+', '-'], ['*', '/']).set('%', '*').set('**', '*');
