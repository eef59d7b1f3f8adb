import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedType,
  getNamedType,
  isInputObjectType,
  isLeafType,
} from 'graphql';
import { type Annotated, argumentsOf } from './directives.ts';

/** Weights by IBM's specification (https://ibm.github.io/graphql-specs/cost-spec.html, 7.1), read once for each thing. */
const known = new WeakMap<object, number>();

function weightOf(annotated: Annotated & object, byDefault: () => number): number {
  const before = known.get(annotated);
  if (before !== undefined) return before;
  const given = Number(argumentsOf(annotated, 'cost')?.weight);
  const weight = Number.isFinite(given) ? given : byDefault();
  known.set(annotated, weight);
  return weight;
}

const byKind = (type: GraphQLNamedType): number => (isLeafType(type) ? 0 : 1);

/** What one value of a type that is not abstract counts. */
export const typeWeight = (type: GraphQLNamedType): number => weightOf(type, () => byKind(type));

/** What resolving a field counts; its arguments are apart. */
export const fieldWeight = (field: GraphQLField<unknown, unknown>): number =>
  weightOf(field, () => byKind(getNamedType(field.type)));

type Input = GraphQLArgument | GraphQLInputField;

/** What an argument and all within it add. May be negative: a field's own sum never is. */
export const inputCost = (input: Input, value: unknown): number =>
  weightOf(input, () => byKind(getNamedType(input.type))) + valueCost(input.type, value);

function valueCost(type: GraphQLInputType, value: unknown): number {
  const named = getNamedType(type);
  if (!isInputObjectType(named) || typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + valueCost(type, one), 0);
  const fields = named.getFields();
  return Object.entries(value).reduce((sum, [name, member]) => {
    const field = fields[name];
    return field === undefined ? sum : sum + inputCost(field, member);
  }, 0);
}
