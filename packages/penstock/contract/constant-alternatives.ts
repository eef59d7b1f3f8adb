import { asArray, isObject, type JsonObject } from './json.ts';

/**
 * Alternatives that are constants, as an enum, which says the same: of an enum a validator is a loop, of alternatives code
 * for each, a megabyte of it for a thousand.
 */
export function constantsAsEnum(schema: JsonObject): JsonObject {
  for (const keyword of ['oneOf', 'anyOf']) {
    const values = constantsOf(schema[keyword]);
    if (values === undefined || Object.hasOwn(schema, 'enum')) continue;
    const { [keyword]: _, ...others } = schema;
    return { ...others, enum: values };
  }
  return schema;
}

/** Undefined where an alternative is more than a constant, or two are one. */
function constantsOf(alternatives: unknown): readonly unknown[] | undefined {
  if (!Array.isArray(alternatives) || alternatives.length < 2 || !alternatives.every(isConstant)) return undefined;
  const values = alternatives.map(({ const: value }) => value);
  return new Set(values).size === values.length ? values : undefined;
}

/** What is said besides tells nothing about what is valid, or the type that the constant has. */
function isConstant(schema: unknown): schema is JsonObject {
  if (!isObject(schema) || (typeof schema.const !== 'string' && typeof schema.const !== 'number')) return false;
  const { const: value, type = typeof value, title: _, description: __, ...others } = schema;
  return Object.keys(others).length === 0 && asArray([type].flat()).includes(typeof value);
}
