import { type FragmentDefinitionNode, Kind, parse, type SelectionNode, type SelectionSetNode } from 'graphql';

/** Counts of an operation, found by writing every fragment out, as executing it would. */
export function writtenOut(source: string) {
  const { definitions } = parse(source);
  const fragments = new Map(
    definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])),
  );
  const walk = new Expansion(fragments);
  const operation = definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  const depth = operation === undefined ? 0 : walk.depthOf(operation.selectionSet);
  return { ...walk.counts, depth };
}

class Expansion {
  readonly counts = { aliases: 0, directives: 0, fragmentSpreads: 0 };
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
    this.#fragments = fragments;
  }

  depthOf({ selections }: SelectionSetNode): number {
    return Math.max(...selections.map((selection) => this.#depthAt(selection)));
  }

  #depthAt(selection: SelectionNode): number {
    this.counts.directives += selection.directives?.length ?? 0;
    if (selection.kind === Kind.INLINE_FRAGMENT) return this.depthOf(selection.selectionSet);
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      this.counts.fragmentSpreads += 1;
      const fragment = this.#fragments.get(selection.name.value);
      return fragment === undefined ? 0 : this.depthOf(fragment.selectionSet);
    }
    this.counts.aliases += selection.alias === undefined ? 0 : 1;
    return 1 + (selection.selectionSet === undefined ? 0 : this.depthOf(selection.selectionSet));
  }
}
