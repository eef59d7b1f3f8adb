import { asObject, isObject, type JsonObject } from './json.ts';
import type { ArrayShape, ItemShape, ObjectShape, ScalarShape, SingleShape, ValueShape } from './model.ts';
import { child, items, members, type Node, resolve } from './node.ts';

/** The order in which a text is read as one of several: the narrowest first, for everything is a string. */
const scalars: readonly ScalarShape[] = ['null', 'boolean', 'integer', 'number', 'string'];

/**
 * What a text is read as for a schema: a scalar, a list of scalars or an object of scalars, or one of several of these.
 * Undefined: values of this schema have no form in text but JSON, as where lists are in lists.
 */
export function shapeOf(root: JsonObject, schema: Node): ValueShape | undefined {
  const found = ordered(shapes(root, schema, nothing()));
  const [only] = found;
  return found.length > 1 ? { oneOf: found } : only;
}

/** The schema of a text: its own where strings fit it; what describes XML as an object says nothing of its characters. */
export function textSchema(root: JsonObject, schema: Node): JsonObject {
  const found = shapes(root, schema, nothing());
  if (!found.includes('string')) return { type: 'string' };
  const own = asObject(schema.value);
  return found.some((shape) => shape !== 'string') ? { allOf: [own, { type: 'string' }] } : own;
}

/** What is being looked at, and what is known already: several ways may lead to one schema. */
interface Seen {
  readonly open: ReadonlySet<string>;
  readonly known: Map<string, readonly SingleShape[]>;
}

const nothing = (): Seen => ({ open: new Set(), known: new Map() });

/** Scalars by their order and once; null has no text of its own beside a string, a list or an object. */
function ordered(found: readonly SingleShape[]): readonly SingleShape[] {
  const simple = scalars.filter((scalar) => found.includes(scalar));
  const composed = found.filter((shape) => typeof shape === 'object');
  const hasEmptyText = simple.includes('string') || composed.length > 0;
  return [...simple.filter((scalar) => scalar !== 'null' || !hasEmptyText), ...composed];
}

function shapes(root: JsonObject, node: Node, seen: Seen): readonly SingleShape[] {
  const schema = resolve(root, node);
  if (seen.open.has(schema.pointer)) return [];
  const known = seen.known.get(schema.pointer);
  if (known !== undefined) return known;
  const found = shapesWithin(root, schema, { ...seen, open: new Set([...seen.open, schema.pointer]) });
  seen.known.set(schema.pointer, found);
  return found;
}

function shapesWithin(root: JsonObject, schema: Node, open: Seen): readonly SingleShape[] {
  const types = typesOf(asObject(schema.value));
  if (types.length > 0) return types.flatMap((type) => ofType(root, schema, type, open));
  const { oneOf, anyOf, allOf } = asObject(schema.value);
  if (oneOf !== undefined || anyOf !== undefined) {
    const found = ['oneOf', 'anyOf'].flatMap((keyword) =>
      items(child(schema, keyword)).flatMap((part) => shapes(root, part, open)),
    );
    // By its members alone no one tells which of several objects a text is: it is read as any of them.
    const isOneOfSeveral = found.filter(isObjectShape).length > 1;
    return isOneOfSeveral
      ? [...found.filter((shape) => !isObjectShape(shape)), ...ofType(root, schema, 'object', open)]
      : found;
  }
  if (allOf === undefined) return ['string'];
  const parts = items(child(schema, 'allOf')).map((part) => shapes(root, part, open));
  const composed = parts.flat().some((shape) => typeof shape === 'object' && 'members' in shape);
  return composed ? ofType(root, schema, 'object', open) : (parts.find((part) => part.length > 0) ?? []);
}

/** The types that a schema gives its values: those it says, or those of the values that it lists. */
function typesOf(schema: JsonObject): readonly string[] {
  const { type, const: constant, enum: listed, properties, items: each } = schema;
  if (type !== undefined) return [type].flat().map(String);
  if (constant !== undefined) return [typeOf(constant)];
  if (Array.isArray(listed)) return listed.map(typeOf);
  if (isObject(properties)) return ['object'];
  return each === undefined ? [] : ['array'];
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function ofType(root: JsonObject, schema: Node, type: string, seen: Seen): readonly SingleShape[] {
  const scalar = scalars.find((candidate) => candidate === type);
  if (scalar !== undefined) return [scalar];
  const composed = type === 'array' ? arrayOf(root, schema, seen) : objectOf(root, schema, seen);
  return composed === undefined ? [] : [composed];
}

function arrayOf(root: JsonObject, schema: Node, seen: Seen): ArrayShape | undefined {
  const each = child(schema, 'items');
  const listed = items(child(schema, 'prefixItems'));
  const all = [...listed, ...(isObject(each.value) ? [each] : [])];
  const array = all.length === 0 ? 'string' : itemOf(all.flatMap((item) => shapes(root, item, seen)));
  return array && { array };
}

function objectOf(root: JsonObject, schema: Node, seen: Seen): ObjectShape | undefined {
  const parts = partsOf(root, schema, new Set(seen.open));
  const named = parts.flatMap((part) => members(child(part, 'properties')));
  const shaped = [...Map.groupBy(named, ([name]) => name)].map(
    ([name, all]) => [name, itemOf(all.flatMap(([, member]) => shapes(root, member, seen)))] as const,
  );
  if (shaped.some(([, shape]) => shape === undefined)) return undefined;
  const open = parts
    .map((part) => child(part, 'additionalProperties'))
    .find(({ value }) => value === true || isObject(value));
  const others = open && (isObject(open.value) ? itemOf(shapes(root, open, seen)) : 'string');
  if (open !== undefined && others === undefined) return undefined;
  return { members: Object.fromEntries(shaped) as ObjectShape['members'], ...(others && { others }) };
}

const isObjectShape = (shape: SingleShape): shape is ObjectShape => typeof shape === 'object' && 'members' in shape;

/** A schema and what it is composed of, be it all or one of several. */
function partsOf(root: JsonObject, schema: Node, seen: Set<string>): readonly Node[] {
  const parts = ['allOf', 'oneOf', 'anyOf']
    .flatMap((keyword) => items(child(schema, keyword)))
    .map((part) => resolve(root, part));
  const fresh = parts.filter(({ pointer }) => !seen.has(pointer));
  for (const { pointer } of fresh) seen.add(pointer);
  return [schema, ...fresh.flatMap((part) => partsOf(root, part, seen))];
}

function itemOf(found: readonly SingleShape[]): ItemShape | undefined {
  const simple = ordered(found.filter((shape) => typeof shape === 'string')) as readonly ScalarShape[];
  const [only] = simple;
  return simple.length > 1 ? { oneOf: simple } : only;
}
