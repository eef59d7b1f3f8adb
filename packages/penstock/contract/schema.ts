import { constantsAsEnum } from './constant-alternatives.ts';
import { asObject, isObject, type JsonObject } from './json.ts';
import { child, escapeSegment, items, members, type Node, segmentsOf, target } from './node.ts';

const single = [
  'additionalProperties',
  'unevaluatedProperties',
  'items',
  'unevaluatedItems',
  'contains',
  'propertyNames',
];
const conditional = ['not', 'if', 'then', 'else'];
const inPlace = [...single, ...conditional];
const lists = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const maps = ['properties', 'patternProperties', '$defs', 'dependentSchemas'];

/** The schemas directly inside a schema, references not followed (JSON Schema 2020-12). */
export function subschemas(schema: Node): readonly Node[] {
  const written = asObject(schema.value);
  const present = (keys: readonly string[]) =>
    keys.filter((key) => Object.hasOwn(written, key)).map((key) => child(schema, key));
  return [
    ...present(inPlace),
    ...present(lists).flatMap(items),
    ...present(maps).flatMap((node) => members(node).map(([, inner]) => inner)),
  ].filter(({ value }) => isObject(value));
}

/**
 * Keywords of OpenAPI that say nothing about validity, and names by which nothing refers to what stands alone; validators
 * know JSON Schema only. `discriminator` must not change what is valid (OpenAPI 3.1.1, 4.8.25).
 */
const annotations: ReadonlySet<string> = new Set(
  `example examples externalDocs xml discriminator deprecated $schema $id $anchor $dynamicAnchor $comment`.split(' '),
);

const componentPrefix = '#/components/schemas/';

/**
 * A schema that stands alone: what it refers to comes along under `$defs`, and OpenAPI's annotations and `x-` members are
 * left out. A schema of the components keeps its name; one elsewhere is named by its place.
 */
export function selfContained(document: JsonObject, schema: JsonObject): JsonObject {
  const definitions: Record<string, unknown> = {};
  const adopt = ($ref: string): string => {
    const { name, source, rest } = placeOf($ref);
    if (!Object.hasOwn(definitions, name)) {
      definitions[name] = {};
      definitions[name] = rewrite(target(document, source)?.value, adopt);
    }
    return `#/$defs/${name}${rest}`;
  };
  const own = rewrite(schema, adopt) as JsonObject;
  return Object.keys(definitions).length === 0 ? own : { ...own, $defs: definitions };
}

/** What becomes of a schema that others refer to. */
export type Share = (name: string, schema: unknown) => void;

/**
 * As `selfContained`, for many schemas of a document: what they refer to is handed over once instead of coming along with
 * each, and a reference to it is written by `idOf`.
 */
export function sharingReferences(document: JsonObject, idOf: (name: string) => string, share: Share) {
  const shared = new Set<string>();
  const adopt = ($ref: string): string => {
    const { name, source, rest } = placeOf($ref);
    if (!shared.has(name)) {
      shared.add(name);
      share(name, rewrite(target(document, source)?.value, adopt));
    }
    return rest === '' ? idOf(name) : `${idOf(name)}#${rest}`;
  };
  return (schema: JsonObject): JsonObject => rewrite(schema, adopt) as JsonObject;
}

/** `#/components/schemas/Item/properties/sku` is a part of `Item`; `#/components/headers/ETag/schema` a whole of its own. */
function placeOf($ref: string): { readonly name: string; readonly source: string; readonly rest: string } {
  if (!$ref.startsWith(componentPrefix)) {
    const words = segmentsOf($ref.slice(1)).map((segment) => segment.replaceAll(/[^A-Za-z0-9]+/g, '_'));
    return { name: `at_${words.join('_')}`, source: $ref, rest: '' };
  }
  const [name = '', ...rest] = $ref.slice(componentPrefix.length).split('/');
  return { name, source: `${componentPrefix}${name}`, rest: rest.map((segment) => `/${segment}`).join('') };
}

/** Every schema of `components/schemas`, as `selfContained` would write it. */
export function componentSchemas(document: JsonObject): JsonObject {
  const schemas = target(document, componentPrefix.slice(0, -1))?.value;
  const properties = Object.keys(isObject(schemas) ? schemas : {}).map((name) => [
    name,
    { $ref: `${componentPrefix}${escapeSegment(name)}` },
  ]);
  const { $defs } = selfContained(document, { properties: Object.fromEntries(properties) });
  return isObject($defs) ? $defs : {};
}

/** A schema and all schemas in it, each changed after those in it. */
export function mapSchemas(schema: unknown, change: (own: JsonObject) => JsonObject): unknown {
  if (!isObject(schema)) return schema;
  const within = Object.entries(schema).map(([key, value]) => [
    key,
    heldSchemas(key, value, (one) => mapSchemas(one, change)),
  ]);
  return change(Object.fromEntries(within));
}

function rewrite(schema: unknown, adopt: ($ref: string) => string): unknown {
  return mapSchemas(schema, (own) => {
    const kept = Object.entries(own).filter(([key]) => !annotations.has(key) && !key.startsWith('x-'));
    return constantsAsEnum(
      Object.fromEntries(kept.map(([key, value]) => [key, isPointer(key, value) ? adopt(value) : value])),
    );
  });
}

const isPointer = (key: string, value: unknown): value is string =>
  key === '$ref' && typeof value === 'string' && value.startsWith('#/');

function heldSchemas(key: string, value: unknown, change: (schema: unknown) => unknown): unknown {
  if (lists.includes(key) && Array.isArray(value)) return value.map(change);
  if (maps.includes(key) && isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, change(item)]));
  }
  return inPlace.includes(key) ? change(value) : value;
}
