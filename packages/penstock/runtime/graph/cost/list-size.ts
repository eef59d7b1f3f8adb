import { type GraphQLField, isListType, isNonNullType } from 'graphql';
import type { GraphLimits } from '../safety/limits.ts';
import { type LimitRefusal, times } from '../safety/refusal.ts';
import { type Arguments, argumentsOf } from './directives.ts';

/** `@listSize` of a field, by IBM's specification (https://ibm.github.io/graphql-specs/cost-spec.html, 8). */
interface ListSize {
  readonly assumedSize?: number;
  readonly slicingArguments: readonly string[];
  readonly sizedFields: readonly string[];
  readonly requireOneSlicingArgument: boolean;
}

type Field = GraphQLField<unknown, unknown>;

const known = new WeakMap<Field, ListSize | undefined>();

function listSizeOf(field: Field): ListSize | undefined {
  if (known.has(field)) return known.get(field);
  const given = argumentsOf(field, 'listSize');
  const size = given && {
    ...(given.assumedSize === undefined ? {} : { assumedSize: Number(given.assumedSize) }),
    slicingArguments: namesIn(given.slicingArguments),
    sizedFields: namesIn(given.sizedFields),
    requireOneSlicingArgument: given.requireOneSlicingArgument !== false,
  };
  known.set(field, size);
  return size;
}

/** GraphQL takes one value for a list of one. */
const namesIn = (value: unknown): readonly string[] => (value === undefined ? [] : [value].flat().map(String));

/** How long a field's lists are, at most. */
export interface Sizes {
  /** Of the field itself; 1 where it is no list. */
  readonly own: number;
  /** Of fields of what it returns, by name. */
  readonly fields: ReadonlyMap<string, number>;
  readonly refusal?: LimitRefusal | undefined;
}

const none: ReadonlyMap<string, number> = new Map();

export interface Asked {
  readonly field: Field;
  /** As the schema has it, such as `Query.parcels`. */
  readonly coordinate: string;
  readonly values: Arguments;
  /** What the field around it says of this one's length. */
  readonly sized: number | undefined;
}

/** @returns with a refusal where the length is not within the limits, or not said */
export function sizesOf({ field, coordinate, values, sized }: Asked, limits: GraphLimits): Sizes {
  const dimensions = dimensionsOf(field);
  const within = dimensions > 1 ? limits.assumedListSize ** (dimensions - 1) : 1;
  const listed = (length: number): number => (dimensions === 0 ? 1 : times(length, within));
  if (field.name === '_entities') return entitiesIn(coordinate, values, limits.listSize);
  const size = listSizeOf(field);
  if (size === undefined) return { own: listed(sized ?? limits.assumedListSize), fields: none };
  const sliced = slicesOf(size, values);
  const refusal = refusalOf(coordinate, size, sliced, limits.listSize);
  const length = Math.max(...(sliced.length > 0 ? sliced : [size.assumedSize ?? limits.assumedListSize]));
  if (size.sizedFields.length === 0) return { own: listed(length), fields: none, refusal };
  return {
    own: listed(sized ?? limits.assumedListSize),
    fields: new Map(size.sizedFields.map((name) => [name, length])),
    refusal,
  };
}

/** Federation asks for as many entities as it has representations of. */
function entitiesIn(coordinate: string, { representations }: Arguments, limit: number): Sizes {
  const own = Array.isArray(representations) ? representations.length : 0;
  const what = `Representations of ${coordinate}`;
  return {
    own,
    fields: none,
    refusal: own > limit ? { code: 'list-size-limit', what, received: own, limit } : undefined,
  };
}

/** The values of the slicing arguments that are there; a default counts as given. `filter.first` is within an argument. */
const slicesOf = ({ slicingArguments }: ListSize, values: Arguments): readonly number[] =>
  slicingArguments.flatMap((path) => {
    const value = path.split('.').reduce<unknown>((parent, name) => Object(parent)[name], values);
    return value === undefined || value === null ? [] : [Number(value)];
  });

function refusalOf(
  coordinate: string,
  { slicingArguments, requireOneSlicingArgument, assumedSize = Number.POSITIVE_INFINITY }: ListSize,
  sliced: readonly number[],
  most: number,
): LimitRefusal | undefined {
  if (requireOneSlicingArgument && slicingArguments.length > 0 && sliced.length !== 1) {
    const what = `Arguments of ${coordinate} among ${slicingArguments.join(', ')}, of which it takes one`;
    return { code: 'slicing-argument-required', what, received: sliced.length, limit: 1 };
  }
  const limit = Math.min(most, assumedSize);
  // A negative length would be whatever the resolver makes of it.
  const wrong = sliced.find((length) => !(length >= 0 && length <= limit));
  return wrong === undefined
    ? undefined
    : { code: 'list-size-limit', what: `Items of ${coordinate}`, received: wrong, limit };
}

/** How many lists are around what a field returns. */
function dimensionsOf({ type }: Field): number {
  let dimensions = 0;
  for (let inner: unknown = type; isListType(inner) || isNonNullType(inner); inner = inner.ofType) {
    if (isListType(inner)) dimensions += 1;
  }
  return dimensions;
}
