import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  isCompositeType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type VariableValues,
} from 'graphql';
import type { GraphLimits } from '../safety/limits.ts';
import { type LimitRefusal, plus, times } from '../safety/refusal.ts';
import { type Arguments, argumentsOf } from './directives.ts';
import { sizesOf } from './list-size.ts';
import { longList } from './long-list.ts';
import { fieldWeight, inputCost, typeWeight } from './weights.ts';

/** The two sums of IBM's specification: what an operation returns, and what resolving it takes. */
export interface Cost {
  readonly type: number;
  readonly field: number;
}

/** An operation of a document that is valid, and its variables as graphql coerced them. */
export interface Operation {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: VariableValues;
}

export interface Costing {
  /** What is charged: both sums, rounded up. */
  readonly cost: number;
  readonly parts: Cost;
  readonly refusal?: LimitRefusal | undefined;
  /** Selections that were looked at, each once for each type that it may be of. */
  readonly visited: number;
}

/**
 * An upper bound of what an operation costs, before it runs. A selection is looked at once for each type it may be of, so
 * the work grows with the document and the schema, whatever its fragments spread.
 *
 * @returns with a refusal where the cost or the length of a list is over the limits
 * @see https://ibm.github.io/graphql-specs/cost-spec.html
 */
export function operationCost(asked: Operation, limits: GraphLimits): Costing {
  const root = asked.schema.getRootType(asked.operation.operation);
  if (root === undefined || root === null) throw new TypeError(`The schema has no ${asked.operation.operation}`);
  const walk = new CostWalk(asked, limits);
  const inner = walk.on(asked.operation.selectionSet, root, unsized);
  const parts = { type: plus(inner.type, typeWeight(root)), field: inner.field };
  const cost = Math.min(Number.MAX_SAFE_INTEGER, Math.ceil(plus(parts.type, parts.field)));
  const over: LimitRefusal | undefined =
    cost > limits.cost
      ? { code: 'cost-limit', what: 'Cost of the operation', received: cost, limit: limits.cost }
      : undefined;
  return { cost, parts, refusal: longList(asked.variables, limits) ?? walk.refusal ?? over, visited: walk.visited };
}

const free: Cost = { type: 0, field: 0 };
const unsized: ReadonlyMap<string, number> = new Map();

class CostWalk {
  visited = 0;
  refusal: LimitRefusal | undefined;
  readonly #asked: Operation;
  readonly #limits: GraphLimits;
  readonly #known = new WeakMap<SelectionSetNode, Map<string, Cost>>();

  constructor(asked: Operation, limits: GraphLimits) {
    this.#asked = asked;
    this.#limits = limits;
  }

  /** What a selection costs on a type: on an abstract one, what it costs on the dearest of its types. */
  on(set: SelectionSetNode, type: GraphQLCompositeType, sizes: ReadonlyMap<string, number>): Cost {
    return this.#possible(type)
      .map((one) => this.#onObject(set, one, sizes))
      .reduce(dearest, free);
  }

  #possible(type: GraphQLCompositeType): readonly GraphQLObjectType[] {
    return isObjectType(type) ? [type] : this.#asked.schema.getPossibleTypes(type);
  }

  #onObject(set: SelectionSetNode, type: GraphQLObjectType, sizes: ReadonlyMap<string, number>): Cost {
    const key = JSON.stringify([type.name, ...sizes]);
    const before = this.#known.get(set) ?? new Map<string, Cost>();
    const known = before.get(key);
    if (known !== undefined) return known;
    let sum = free;
    for (const selection of set.selections) sum = added(sum, this.#selection(selection, type, sizes));
    this.#known.set(set, before.set(key, sum));
    return sum;
  }

  #selection(selection: SelectionNode, type: GraphQLObjectType, sizes: ReadonlyMap<string, number>): Cost {
    this.visited += 1;
    if (selection.kind === Kind.FIELD) return this.#field(selection, type, sizes.get(selection.name.value));
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? this.#asked.fragments.get(selection.name.value) : selection;
    if (fragment === undefined || !this.#applies(fragment.typeCondition?.name.value, type)) return free;
    return this.#onObject(fragment.selectionSet, type, sizes);
  }

  #applies(condition: string | undefined, type: GraphQLObjectType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const named = this.#asked.schema.getType(condition);
    return isCompositeType(named) && !isObjectType(named) && this.#asked.schema.isSubType(named, type);
  }

  #field(node: FieldNode, parent: GraphQLObjectType, sized: number | undefined): Cost {
    const field = this.#asked.schema.getField(parent, node.name.value);
    if (field === undefined || field === null) return free;
    // Introspection is no resolver of ours: a stage allows it or not, and graphql limits how deep it goes.
    if (field.name === '__schema' || field.name === '__type') return { type: 1, field: 1 };
    const values = valuesOf(field, node, this.#asked.variables);
    const coordinate = `${parent.name}.${field.name}`;
    const { own, fields, refusal } = sizesOf({ field, coordinate, values, sized }, this.#limits);
    this.refusal ??= refusal;
    const named = getNamedType(field.type);
    const inner =
      node.selectionSet !== undefined && isCompositeType(named) ? this.on(node.selectionSet, named, fields) : free;
    const weight = isCompositeType(named)
      ? Math.max(0, ...this.#possible(named).map(typeWeight))
      : Math.max(0, typeWeight(named));
    return {
      type: times(own, plus(weight, inner.type)),
      field: plus(this.#resolving(field, node, values), times(own, inner.field)),
    };
  }

  /** What one call of a field's resolver costs: never less than nothing, whatever its arguments take off. */
  #resolving(field: GraphQLField<unknown, unknown>, node: FieldNode, values: Arguments): number {
    const given = field.args.filter(({ name }) => values[name] !== undefined);
    const inputs = given.reduce((sum, input) => sum + inputCost(input, values[input.name]), 0);
    const directives = (node.directives ?? []).reduce((sum, { name, arguments: used = [] }) => {
      const args = this.#asked.schema.getDirective(name.value)?.args ?? [];
      const weights = args.filter((one) => used.some((arg) => arg.name.value === one.name));
      return (
        sum +
        Math.max(
          0,
          weights.reduce((all, one) => all + Number(argumentsOf(one, 'cost')?.weight ?? 0), 0),
        )
      );
    }, 0);
    return Math.max(0, fieldWeight(field) + directives + inputs);
  }
}

const added = (a: Cost, b: Cost): Cost => ({ type: plus(a.type, b.type), field: plus(a.field, b.field) });

const dearest = (a: Cost, b: Cost): Cost => ({ type: Math.max(a.type, b.type), field: Math.max(a.field, b.field) });

/** Arguments that can't be coerced are an error of the field, which then resolves nothing. */
function valuesOf(field: GraphQLField<unknown, unknown>, node: FieldNode, variables: VariableValues): Arguments {
  try {
    return getArgumentValues(field, node, variables);
  } catch {
    return {};
  }
}
