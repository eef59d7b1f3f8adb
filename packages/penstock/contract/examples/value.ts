import { asArray, asObject, isObject, type JsonObject } from '../json.ts';
import { target } from '../node.ts';
import type { Judge } from './judge.ts';
import { merged, mostAlternatives } from './merge.ts';
import { numbersOf } from './numbers.ts';
import { textOf } from './texts.ts';

/** How an example is made. */
export interface Making {
  readonly document: JsonObject;
  readonly judge: Judge;
  /** Takes what schemas give as examples and defaults of their own. */
  readonly declared: boolean;
  /** Has members that may be left out. */
  readonly full: boolean;
}

/** As a value is being made. */
interface Attempt extends Making {
  /** Alternatives that may still be tried: within one another they are as many as their product. */
  readonly tries: { left: number };
}

interface Depth {
  readonly levels: number;
  /** Tells one item of a list from the next. */
  readonly seed: number;
  /** The references that lead here. */
  readonly open: readonly string[];
}

const none = Symbol('no value');
type Made = unknown | typeof none;

/** So deep that what still asks for more has no end. */
const deepest = 24;
/** Members that may be left out are at the top. */
const fullLevels = 3;
/** Of public documents the one that takes most takes 145. */
const mostTries = 1000;

/** A value that is meant to fit a schema; undefined where none was found. The judge has the last word. */
export function generated(schema: unknown, making: Making): unknown {
  const made = make(schema, { ...making, tries: { left: mostTries } }, { levels: 0, seed: 0, open: [] });
  return made === none ? undefined : made;
}

function make(schema: unknown, making: Attempt, depth: Depth): Made {
  if (!isObject(schema)) return schema === false ? none : 'example';
  if (depth.levels > deepest) return none;
  const { $ref, ...beside } = schema;
  if (typeof $ref === 'string') return referred($ref, beside, making, depth);
  const given = making.declared ? givenBy(schema) : [];
  const suitable = given.find((value) => making.judge.fits(schema, value));
  if (suitable !== undefined) return suitable;
  if (Array.isArray(schema.allOf)) return composed(schema, making, depth);
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.oneOf) || Array.isArray(schema.anyOf)) return chosen(schema, making, depth);
  if (isObject(schema.if)) return conditional(schema, making, depth);
  if (Array.isArray(schema.enum)) return listed(schema, making, depth);
  return typed(schema, making, depth);
}

const givenBy = ({ example, examples, default: byDefault }: JsonObject): readonly unknown[] =>
  [example, ...asArray(examples), byDefault].filter((value) => value !== undefined && value !== null);

function listed(schema: JsonObject, { judge }: Attempt, { seed }: Depth): Made {
  const all = asArray(schema.enum);
  const values = all.filter((value) => value !== null && judge.fits(schema, value));
  return values.length === 0 ? (all.includes(null) ? null : none) : values[seed % values.length];
}

function referred($ref: string, beside: JsonObject, making: Attempt, depth: Depth): Made {
  const seen = depth.open.filter((one) => one === $ref).length;
  if (seen > 1) return none;
  const found = target(making.document, $ref)?.value;
  const open = [...depth.open, $ref];
  const says = Object.keys(beside).some((name) => !['description', 'title', 'deprecated'].includes(name));
  return make(isObject(found) && says ? { allOf: [found, beside] } : found, making, { ...depth, open });
}

function composed({ allOf, ...own }: JsonObject, making: Attempt, depth: Depth): Made {
  const open = [...depth.open];
  let whole: JsonObject = own;
  const add = (part: unknown, hops: number): void => {
    if (!isObject(part) || hops > deepest) return;
    const { $ref, allOf: inner, ...rest } = part;
    if (typeof $ref === 'string' && open.filter((one) => one === $ref).length < 2) {
      open.push($ref);
      add(target(making.document, $ref)?.value, hops + 1);
    }
    for (const one of asArray(inner)) add(one, hops + 1);
    whole = merged(whole, rest);
  };
  for (const part of asArray(allOf)) add(part, 0);
  // What a part gives as its example is not one of the whole.
  const { example: _, examples: __, default: ___, ...said } = whole;
  const { example, examples, default: byDefault } = own;
  const kept = Object.fromEntries(
    Object.entries({ example, examples, default: byDefault }).filter(([, value]) => value !== undefined),
  );
  return make({ ...said, ...kept }, making, { ...depth, open: depth.open, levels: depth.levels + 1 });
}

/** The first alternative whose example the whole takes: what fits one may fit two where one is allowed. */
function chosen(schema: JsonObject, making: Attempt, depth: Depth): Made {
  const { oneOf, anyOf, ...rest } = schema;
  const keyword = Array.isArray(oneOf) ? 'oneOf' : 'anyOf';
  const others = keyword === 'oneOf' && anyOf !== undefined ? { ...rest, anyOf } : rest;
  const alternatives = asArray(schema[keyword]).slice(0, mostAlternatives);
  const sorted = [...alternatives].sort((a, b) => Number(isNull(a)) - Number(isNull(b)));
  const levels = depth.levels + 1;
  // What may be left out can be all that tells one alternative from another, however deep it is.
  const plainly = making.full
    ? [
        { full: true, levels },
        { full: false, levels },
      ]
    : [{ full: false, levels }];
  const ways = [plainly, [{ full: true, levels: 0 }]];
  let first: Made = none;
  for (const [alternative, way] of ways.flatMap((some) =>
    sorted.flatMap((one) => some.map((is) => [one, is] as const)),
  )) {
    if (making.tries.left === 0) break;
    making.tries.left -= 1;
    const inside = { ...depth, levels: way.levels };
    const made = make({ allOf: [others, alternative] }, { ...making, full: way.full }, inside);
    if (made !== none && making.judge.fits(schema, made)) return made;
    if (first === none) first = made;
  }
  return first;
}

const isNull = (schema: unknown): boolean => isObject(schema) && schema.type === 'null';

function conditional(schema: JsonObject, making: Attempt, depth: Depth): Made {
  const { if: condition, then = {}, else: otherwise = {}, ...rest } = schema;
  const ways = [rest, { allOf: [rest, otherwise] }, { allOf: [rest, condition, then] }];
  making.tries.left = Math.max(making.tries.left - ways.length, 0);
  const tried = making.tries.left === 0 ? ways.slice(0, 1) : ways;
  const made = tried
    .map((way) => make(way, making, { ...depth, levels: depth.levels + 1 }))
    .filter((one) => one !== none);
  return made.find((one) => making.judge.fits(schema, one)) ?? made[0] ?? none;
}

function typed(schema: JsonObject, making: Attempt, depth: Depth): Made {
  const types = [schema.type ?? typeFor(schema)].flat();
  const type = types.find((one) => one !== 'null') ?? types[0];
  switch (type) {
    case 'object':
      return record(schema, making, depth);
    case 'array':
      return list(schema, making, depth);
    case 'integer':
    case 'number':
      return numbersOf(schema, type === 'integer', depth.seed)[0] ?? none;
    case 'boolean':
      return depth.seed % 2 === 0;
    case 'null':
      return null;
    default:
      return textOf(schema, depth.seed) ?? none;
  }
}

function typeFor(schema: JsonObject): string {
  if (schema.properties !== undefined || schema.required !== undefined) return 'object';
  return schema.items === undefined ? 'string' : 'array';
}

function list(schema: JsonObject, making: Attempt, depth: Depth): Made {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, contains } = schema;
  const heads = asArray(schema.prefixItems);
  const wanted = Math.min(Number(maxItems), Math.max(Number(minItems), heads.length, making.full ? 1 : 0));
  const made: unknown[] = [];
  for (let index = 0; index < wanted; index += 1) {
    const each =
      heads[index] ??
      (index === heads.length && isObject(contains) ? { allOf: [schema.items ?? {}, contains] } : (schema.items ?? {}));
    const item = make(each, making, {
      ...depth,
      levels: depth.levels + 1,
      seed: schema.uniqueItems === true ? index : depth.seed,
    });
    if (item === none) return made.length >= Number(minItems) ? made : none;
    made.push(item);
  }
  return made;
}

function record(schema: JsonObject, making: Attempt, depth: Depth): Made {
  const required = asArray(schema.required).map(String);
  const inside = { ...depth, levels: depth.levels + 1 };
  const made: Record<string, unknown> = {};
  for (const name of required) {
    const value = make(schemaOf(schema, name), making, inside);
    if (value === none) return none;
    set(made, name, value);
  }
  addOptional(made, schema, making, inside);
  return filled(made, schema, making, inside);
}

/** Members that may be left out: all of them at the top of a full example, elsewhere as many as there have to be. */
function addOptional(made: Record<string, unknown>, schema: JsonObject, making: Attempt, depth: Depth): void {
  const isFull = making.full && depth.levels <= fullLevels;
  const enough = Number(isFull ? (schema.maxProperties ?? Number.POSITIVE_INFINITY) : (schema.minProperties ?? 0));
  for (const [name, described] of Object.entries(asObject(schema.properties))) {
    if (Object.hasOwn(made, name) || Object.keys(made).length >= enough) continue;
    const value = make(described, making, depth);
    if (value !== none) set(made, name, value);
  }
}

/** Members that nobody named, as many as there have to be. */
function filled(made: Record<string, unknown>, schema: JsonObject, making: Attempt, depth: Depth): Made {
  const least = Number(schema.minProperties ?? 0);
  for (let next = 1; Object.keys(made).length < least && next <= least; next += 1) {
    const given = isObject(schema.propertyNames) ? textOf(schema.propertyNames, next) : undefined;
    const name = given ?? `member${next}`;
    const value = make(schemaOf(schema, name), making, depth);
    if (value === none) return none;
    set(made, name, value);
  }
  return made;
}

function schemaOf({ properties, additionalProperties, patternProperties }: JsonObject, name: string): unknown {
  const described = asObject(properties);
  if (Object.hasOwn(described, name)) return described[name];
  const matching = Object.entries(asObject(patternProperties)).find(([pattern]) => new RegExp(pattern, 'u').test(name));
  return matching?.[1] ?? (isObject(additionalProperties) ? additionalProperties : {});
}

/** `__proto__` is a name like any other. */
const set = (object: Record<string, unknown>, name: string, value: unknown): void => {
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
};
