import { asArray, asObject, isObject, type JsonObject } from '../json.ts';

/** One schema that says what two do, as far as an example needs it: whoever asks for an example judges it by both. */
export function merged(first: JsonObject, second: JsonObject): JsonObject {
  const both: Record<string, unknown> = { ...first, ...second };
  for (const [keyword, join] of Object.entries(joins)) {
    const [one, other] = [first[keyword], second[keyword]];
    if (one !== undefined && other !== undefined) both[keyword] = join(one, other);
  }
  return both;
}

type Join = (one: unknown, other: unknown) => unknown;

const narrower =
  (choose: (...values: number[]) => number): Join =>
  (one, other) =>
    choose(Number(one), Number(other));

const inBoth: Join = (one, other) => {
  if (!isObject(one) || !isObject(other)) return one === false || other === false ? false : isObject(one) ? one : other;
  return { allOf: [one, other] };
};

/** So many alternatives are tried. */
export const mostAlternatives = 24;

/** Each alternative of the one with each of the other, the first of them: ten choices of ten are ten thousand million. */
const crossed: Join = (one, other) =>
  asArray(one)
    .slice(0, mostAlternatives)
    .flatMap((left) => asArray(other).map((right) => ({ allOf: [left, right] })))
    .slice(0, mostAlternatives);

const properties: Join = (one, other) => {
  const [left, right] = [asObject(one), asObject(other)];
  const shared = Object.keys(left).filter((name) => Object.hasOwn(right, name));
  return { ...left, ...right, ...Object.fromEntries(shared.map((name) => [name, inBoth(left[name], right[name])])) };
};

const types: Join = (one, other) => {
  const [left, right] = [[one].flat(), [other].flat()];
  const kept = left.filter((type) => right.includes(type) || (type === 'integer' && right.includes('number')));
  if (left.includes('number') && right.includes('integer')) kept.push('integer');
  return kept.length === 1 ? kept[0] : kept;
};

const listed: Join = (one, other) => {
  const right = new Set(asArray(other).map((value) => JSON.stringify(value)));
  return asArray(one).filter((value) => right.has(JSON.stringify(value)));
};

const joins: Readonly<Record<string, Join>> = {
  type: types,
  enum: listed,
  required: (one, other) => [...new Set([...asArray(one), ...asArray(other)])],
  properties,
  patternProperties: properties,
  items: inBoth,
  additionalProperties: inBoth,
  oneOf: crossed,
  anyOf: crossed,
  allOf: (one, other) => [...asArray(one), ...asArray(other)],
  minimum: narrower(Math.max),
  exclusiveMinimum: narrower(Math.max),
  minLength: narrower(Math.max),
  minItems: narrower(Math.max),
  minProperties: narrower(Math.max),
  maximum: narrower(Math.min),
  exclusiveMaximum: narrower(Math.min),
  maxLength: narrower(Math.min),
  maxItems: narrower(Math.min),
  maxProperties: narrower(Math.min),
};
