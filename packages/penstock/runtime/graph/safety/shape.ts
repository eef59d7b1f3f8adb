import {
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { plus } from './refusal.ts';

/** What an executable definition adds up to, its fragments written out wherever they are spread. */
export interface Shape {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly fragmentSpreads: number;
  readonly duplicates: number;
  /** Fields that are directly in it. */
  readonly fields: number;
  readonly introspects: boolean;
}

/** The shapes of a document's definitions, and how many of its selections were looked at to find them. */
export interface Shapes {
  readonly operations: readonly Shape[];
  readonly fragments: readonly Shape[];
  readonly visited: number;
}

const nothing: Shape = {
  depth: 0,
  aliases: 0,
  directives: 0,
  fragmentSpreads: 0,
  duplicates: 0,
  fields: 0,
  introspects: false,
};

/** A fragment that leads to itself has no end. */
const endless: Shape = { ...nothing, fragmentSpreads: Number.MAX_SAFE_INTEGER };

/**
 * Counts without writing out: each fragment is looked at once and its shape is added wherever it is spread, so the work
 * grows with the document's length even where executing it would double with each fragment.
 */
export function shapesOf({ definitions }: DocumentNode): Shapes {
  const walk = new Walk(definitions);
  const operations = definitions.flatMap((one) =>
    one.kind === Kind.OPERATION_DEFINITION ? [walk.operation(one)] : [],
  );
  return { operations, fragments: walk.fragments(), visited: walk.visited };
}

class Walk {
  visited = 0;
  readonly #fragments = new Map<string, SelectionSetNode>();
  readonly #known = new Map<string, Shape | 'open'>();

  constructor(definitions: DocumentNode['definitions']) {
    for (const definition of definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION)
        this.#fragments.set(definition.name.value, definition.selectionSet);
    }
  }

  operation({ selectionSet, directives = [], variableDefinitions = [] }: OperationDefinitionNode): Shape {
    const own = [...directives, ...variableDefinitions.flatMap((variable) => variable.directives ?? [])];
    return withDirectives(this.#selections(selectionSet), { directives: own });
  }

  fragments(): readonly Shape[] {
    return [...this.#fragments.keys()].map((name) => this.#fragment(name));
  }

  #fragment(name: string): Shape {
    const known = this.#known.get(name);
    if (known !== undefined) return known === 'open' ? endless : known;
    const selections = this.#fragments.get(name);
    // Validation says that there is no such fragment.
    if (selections === undefined) return nothing;
    this.#known.set(name, 'open');
    const shape = this.#selections(selections);
    this.#known.set(name, shape);
    return shape;
  }

  /** @param seen what the selection has already; fragments that are written inline are part of it */
  #selections({ selections }: SelectionSetNode, seen = new Set<string>(), within = ''): Shape {
    let sum = nothing;
    for (const selection of selections) {
      this.visited += 1;
      const shape = withDirectives(this.#selection(selection, seen, within), selection);
      sum = added(
        sum,
        isRepeated(selection, seen, within) ? { ...shape, duplicates: plus(shape.duplicates, 1) } : shape,
      );
    }
    return sum;
  }

  #selection(selection: SelectionNode, seen: Set<string>, within: string): Shape {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const shape = this.#fragment(selection.name.value);
      return { ...shape, fragmentSpreads: plus(shape.fragmentSpreads, 1) };
    }
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      return this.#selections(selection.selectionSet, seen, selection.typeCondition?.name.value ?? within);
    }
    const { name, alias, selectionSet } = selection;
    const inner = selectionSet === undefined ? nothing : this.#selections(selectionSet);
    const introspects = name.value === '__schema' || name.value === '__type';
    return {
      ...inner,
      depth: introspects ? 1 : inner.depth + 1,
      aliases: plus(inner.aliases, alias === undefined ? 0 : 1),
      fields: 1,
      introspects: introspects || inner.introspects,
    };
  }
}

function isRepeated(selection: SelectionNode, seen: Set<string>, within: string): boolean {
  if (selection.kind === Kind.INLINE_FRAGMENT) return false;
  const name = selection.kind === Kind.FIELD ? (selection.alias ?? selection.name).value : `...${selection.name.value}`;
  const key = `${within} ${name}`;
  const repeated = seen.has(key);
  seen.add(key);
  return repeated;
}

const withDirectives = (
  shape: Shape,
  { directives = [] }: { readonly directives?: readonly unknown[] | undefined },
) => ({
  ...shape,
  directives: plus(shape.directives, directives.length),
});

const added = (a: Shape, b: Shape): Shape => ({
  depth: Math.max(a.depth, b.depth),
  aliases: plus(a.aliases, b.aliases),
  directives: plus(a.directives, b.directives),
  fragmentSpreads: plus(a.fragmentSpreads, b.fragmentSpreads),
  duplicates: plus(a.duplicates, b.duplicates),
  fields: plus(a.fields, b.fields),
  introspects: a.introspects || b.introspects,
});
