import { isData, isMap } from './document-parts.ts';
import { asObject, isObject, type JsonObject } from './json.ts';
import type { Source } from './source.ts';

/**
 * A document of OpenAPI 3.0 or 3.2 as one of 3.1, at the same pointers: everything behind it knows 3.1 alone. What 3.2
 * adds and an API may do without is left out; what changes what is served stays, and is a finding.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html
 * @see https://learn.openapis.org/upgrading/v3.0-to-v3.1.html
 */
export function asVersion31(source: Source): Source {
  const version = String(source.root.openapi);
  const change = changes.find(({ of }) => of.test(version))?.change;
  if (change === undefined) return source;
  const root = { ...asObject(walk(source.root, 'object', change)), openapi: '3.1.1' };
  return { ...source, root };
}

/** What a value of the document is: an object of OpenAPI, a schema, or a map of one of them by names of the author's. */
type Kind = 'object' | 'schema' | 'objects' | 'schemas';

type Change = (value: JsonObject, kind: 'object' | 'schema') => JsonObject;

const changes: readonly { readonly of: RegExp; readonly change: Change }[] = [
  { of: /^3\.0\.\d+$/, change: (value, kind) => (kind === 'schema' ? schemaOf30(value) : value) },
  { of: /^3\.2\.\d+$/, change: (value, kind) => (kind === 'object' ? withoutAnnotations(value) : value) },
];

function walk(value: unknown, kind: Kind, change: Change): unknown {
  if (Array.isArray(value)) return value.map((item) => walk(item, kind, change));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, member]) => [name, walkMember(name, member, kind, change)]);
  const walked: JsonObject = Object.fromEntries(entries);
  return kind === 'object' || kind === 'schema' ? change(walked, kind) : walked;
}

function walkMember(name: string, member: unknown, kind: Kind, change: Change): unknown {
  if (kind === 'objects') return walk(member, 'object', change);
  if (kind === 'schemas') return walk(member, 'schema', change);
  if (isData(name)) return member;
  return walk(member, kindOf(name, kind), change);
}

const schemaMaps = new Set(['schemas', 'properties', 'patternProperties', 'dependentSchemas', '$defs']);

function kindOf(name: string, kind: 'object' | 'schema'): Kind {
  if (schemaMaps.has(name)) return 'schemas';
  if (kind === 'schema' || name === 'schema') return 'schema';
  return isMap(name) ? 'objects' : 'object';
}

/** `nullable` and the two switches `exclusive...` are the schemas of 3.0 alone; beside `$ref` nothing counts there. */
function schemaOf30(schema: JsonObject): JsonObject {
  if (typeof schema.$ref === 'string') return { $ref: schema.$ref };
  const { nullable, ...rest } = exclusive(
    exclusive(schema, 'exclusiveMinimum', 'minimum'),
    'exclusiveMaximum',
    'maximum',
  );
  return nullable === true ? orNull(rest) : rest;
}

function exclusive(schema: JsonObject, flag: string, bound: string): JsonObject {
  const { [flag]: switched, ...others } = schema;
  if (typeof switched !== 'boolean') return schema;
  const { [bound]: limit, ...rest } = others;
  return switched && limit !== undefined ? { ...rest, [flag]: limit } : others;
}

function orNull(schema: JsonObject): JsonObject {
  if (typeof schema.type === 'string') {
    const values = Array.isArray(schema.enum) && !schema.enum.includes(null) ? { enum: [...schema.enum, null] } : {};
    return { ...schema, type: [schema.type, 'null'], ...values };
  }
  const said = Object.keys(schema).some((name) => ['allOf', 'anyOf', 'oneOf', 'enum', 'not'].includes(name));
  return said ? { anyOf: [schema, { type: 'null' }] } : schema;
}

/** Members that 3.2 adds for readers alone. */
const ofReaders = ['$self', 'kind', 'parent', 'dataValue', 'serializedValue'];

function withoutAnnotations(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !ofReaders.includes(name)));
}
