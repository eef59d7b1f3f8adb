import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { type Annotated, argumentsOf } from '../cost/directives.ts';
import type { Operation } from '../cost/operation-cost.ts';

/** A document's operation in its schema. */
type Cached = Pick<Operation, 'schema' | 'operation' | 'fragments'>;

/** Seconds, from `@cacheControl(maxAge:)`, or that its parent's holds for it. */
type Hint = number | 'inherited' | undefined;

/**
 * Seconds for which a caller may keep what an operation answers: the lowest `maxAge` of its fields. A field's own counts,
 * then that of the type it returns; a field of the operation itself, and one that returns objects, has 0 without either,
 * and any other has its parent's.
 *
 * @see https://www.apollographql.com/docs/apollo-server/performance/caching
 */
export function maxAgeOf({ schema, operation, fragments }: Cached): number {
  const root = schema.getRootType(operation.operation);
  if (operation.operation !== 'query' || root === undefined || root === null) return 0;
  const walk = new PolicyWalk(schema, fragments);
  const lowest = walk.lowest(operation.selectionSet, root, true);
  return Number.isFinite(lowest) ? lowest : 0;
}

/** The header of an answer: `private`, as every answer is one tenant's; undefined where it may not be kept. */
export function cacheHeader(
  cached: Cached,
  answer: { readonly errors?: readonly unknown[] | undefined },
): string | undefined {
  if ((answer.errors ?? []).length > 0) return undefined;
  const maxAge = maxAgeOf(cached);
  return maxAge > 0 ? `private, max-age=${maxAge}` : undefined;
}

class PolicyWalk {
  readonly #schema: GraphQLSchema;
  readonly #fragments: Cached['fragments'];
  readonly #known = new WeakMap<SelectionSetNode, Map<string, number>>();

  constructor(schema: GraphQLSchema, fragments: Cached['fragments']) {
    this.#schema = schema;
    this.#fragments = fragments;
  }

  /** Infinity where every field has its parent's. Each selection is looked at once for each type. */
  lowest(set: SelectionSetNode, type: GraphQLCompositeType, isRoot: boolean): number {
    const before = this.#known.get(set) ?? new Map<string, number>();
    const key = `${type.name} ${isRoot}`;
    const known = before.get(key);
    if (known !== undefined) return known;
    const ages = set.selections.map((selection) => {
      if (selection.kind === Kind.FIELD) return this.#field(selection, type, isRoot);
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(selection.name.value) : selection;
      if (fragment === undefined) return Number.POSITIVE_INFINITY;
      return this.lowest(fragment.selectionSet, this.#typeNamed(fragment.typeCondition?.name.value, type), isRoot);
    });
    const lowest = Math.min(...ages);
    this.#known.set(set, before.set(key, lowest));
    return lowest;
  }

  #typeNamed(name: string | undefined, otherwise: GraphQLCompositeType): GraphQLCompositeType {
    const type = name === undefined ? undefined : this.#schema.getType(name);
    return isCompositeType(type) ? type : otherwise;
  }

  /** On an interface, the lowest of the types that may be there: each may say less of the field. */
  #field(node: FieldNode, type: GraphQLCompositeType, isRoot: boolean): number {
    const types = isObjectType(type) ? [type] : [type, ...this.#schema.getPossibleTypes(type)];
    const fields = types.flatMap((one) => this.#schema.getField(one, node.name.value) ?? []);
    return Math.min(Number.POSITIVE_INFINITY, ...fields.map((field) => this.#age(node, field, isRoot)));
  }

  #age(node: FieldNode, field: GraphQLField<unknown, unknown>, isRoot: boolean): number {
    const type = getNamedType(field.type);
    if (field.name === '__typename') return Number.POSITIVE_INFINITY;
    const hint = hintOf(field) ?? this.#hintOfType(type);
    const isComposite = isCompositeType(type);
    const otherwise = isRoot || isComposite ? 0 : Number.POSITIVE_INFINITY;
    const own = hint === 'inherited' ? (isRoot ? 0 : Number.POSITIVE_INFINITY) : (hint ?? otherwise);
    if (!isComposite || node.selectionSet === undefined) return own;
    return Math.min(own, this.lowest(node.selectionSet, type, false));
  }

  /** Of an abstract type, no more than any of its types says. */
  #hintOfType(type: GraphQLNamedType): Hint {
    const hint = isCompositeType(type) ? hintOf(type) : undefined;
    if (!isAbstractType(type)) return hint;
    const ages = this.#schema.getPossibleTypes(type).map(hintOf);
    const said = [hint, ...ages].filter((one) => typeof one === 'number');
    return typeof hint === 'number' || said.length === ages.length ? Math.min(...said) : hint;
  }
}

function hintOf(annotated: Annotated): Hint {
  const given = argumentsOf(annotated, 'cacheControl');
  if (given?.inheritMaxAge === true) return 'inherited';
  const maxAge = Number(given?.maxAge);
  return Number.isInteger(maxAge) && maxAge >= 0 ? maxAge : undefined;
}
