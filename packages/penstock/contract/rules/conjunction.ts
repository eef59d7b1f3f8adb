import { asObject, isObject, type JsonObject } from '../json.ts';
import { child, followed, items, members, type Node } from '../node.ts';

/** The schemas that hold for the same values: what one leaves open, another may bound. */
export interface Conjunction {
  /** Those that are looked at here. */
  readonly own: readonly Node[];
  /** Those that hold too, and are looked at elsewhere. */
  readonly beside: readonly Node[];
}

/** What is said of the values, by whichever schema says it. */
export const saidBy = (nodes: readonly Node[]): JsonObject =>
  Object.assign({}, ...nodes.map(({ value }) => asObject(value))) as JsonObject;

/** Schemas, what they refer to, and the parts of which every value fits each. */
export function conjuncts(root: JsonObject, schemas: readonly Node[], seen = new Set<string>()): readonly Node[] {
  return schemas.flatMap((schema) => {
    const fresh = followed(root, schema).filter(({ value, pointer }) => {
      if (!isObject(value) || seen.has(pointer)) return false;
      seen.add(pointer);
      return true;
    });
    return fresh.flatMap((node) => [node, ...conjuncts(root, items(child(node, 'allOf')), seen)]);
  });
}

/** Alternatives of which each value fits one, of each composition. */
export const choicesOf = (nodes: readonly Node[]): readonly (readonly Node[])[] =>
  nodes.flatMap((node) =>
    ['anyOf', 'oneOf'].map((keyword) => items(child(node, keyword))).filter((choice) => choice.length > 0),
  );

/** Parts that hold for some of the values. */
export const partlyOf = (schema: Node): readonly Node[] => [
  ...['anyOf', 'oneOf'].flatMap((keyword) => items(child(schema, keyword))),
  ...['then', 'else'].map((keyword) => child(schema, keyword)),
  ...members(child(schema, 'dependentSchemas')).map(([, part]) => part),
];

/** What is in the values that several schemas describe, each with all that is said of it. */
export function membersOf({ own, beside }: Conjunction): readonly Conjunction[] {
  const all = [...own, ...beside];
  const names = new Set(own.flatMap((part) => Object.keys(asObject(child(part, 'properties').value))));
  const named = [...names].map((name) => ({
    own: own.map((part) => child(part, 'properties', name)),
    beside: [...beside.map((part) => child(part, 'properties', name)), ...all.flatMap((part) => othersFor(part, name))],
  }));
  const lists = [...positionsOf(all)].map((position) => ({
    own: own.map((part) => itemsAt(part, position)),
    beside: beside.map((part) => itemsAt(part, position)),
  }));
  return [...named, ...lists, ...own.flatMap(unnamed)].filter(
    (one) => one.own.some(isAsked) && ![...one.own, ...one.beside].some(({ value }) => value === false),
  );
}

const isAsked = ({ value }: Node): boolean => isObject(value) || value === true;

/** The schemas of a part that count for a member which it does not name. */
function othersFor(part: Node, name: string): readonly Node[] {
  const { properties, additionalProperties } = asObject(part.value);
  const patterns = members(child(part, 'patternProperties')).filter(([pattern]) => matches(pattern, name));
  const isNamed = patterns.length > 0 || Object.hasOwn(asObject(properties), name);
  return [
    ...patterns.map(([, schema]) => schema),
    ...(isNamed || additionalProperties === undefined ? [] : [child(part, 'additionalProperties')]),
  ];
}

/** What is no regular expression is a finding of its own. */
function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(name);
  } catch {
    return false;
  }
}

/** The places of a list that some schema tells apart, and those behind them. */
function positionsOf(parts: readonly Node[]): ReadonlySet<number> {
  const longest = Math.max(0, ...parts.map((part) => items(child(part, 'prefixItems')).length));
  return new Set(Array.from({ length: longest + 1 }, (_, index) => index));
}

const itemsAt = (part: Node, position: number): Node =>
  items(child(part, 'prefixItems'))[position] ?? child(part, 'items');

const unnamed = (part: Node): readonly Conjunction[] =>
  [
    ...['unevaluatedItems', 'additionalProperties', 'unevaluatedProperties'].map((keyword) => child(part, keyword)),
    ...members(child(part, 'patternProperties')).map(([, schema]) => schema),
  ]
    .filter(({ value }) => isObject(value))
    .map((schema) => ({ own: [schema], beside: [] }));
