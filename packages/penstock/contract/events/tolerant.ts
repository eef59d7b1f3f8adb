import { isObject, type JsonObject } from '../json.ts';

/** Under these a schema that takes more may make the whole take less. */
const delicate = new Set(['oneOf', 'not', 'if']);
/** Their values are no schemas. */
const values = new Set(['const', 'enum', 'default', 'examples', 'required']);

/**
 * A schema for whoever reads: it takes members that it does not name. A newer producer may add optional members to a
 * version, and after a rollback the older consumer still finds those events in its queue.
 */
export function tolerant(schema: JsonObject): JsonObject {
  return open(schema) as JsonObject;
}

function open(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(open);
  if (!isObject(schema)) return schema;
  const entries = Object.entries(schema).filter(([key, value]) => !(closes(key) && value === false));
  return Object.fromEntries(entries.map(([key, value]) => [key, openKeyword(key, value)]));
}

function openKeyword(key: string, value: unknown): unknown {
  if (delicate.has(key) || values.has(key)) return value;
  // The names in these are of members and definitions, and may be those of keywords.
  const isMap = ['properties', 'patternProperties', '$defs', 'dependentSchemas'].includes(key);
  if (!isMap || !isObject(value)) return open(value);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, open(inner)]));
}

const closes = (key: string): boolean => key === 'additionalProperties' || key === 'unevaluatedProperties';
