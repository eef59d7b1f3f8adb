import { asArray, asObject, isObject, type JsonObject } from '../json.ts';
import { memberName, pascalCase, quoted } from './literal.ts';

/** The TypeScript type of a schema: the name of a component, or what a small schema says for itself. */
export function schemaType(schema: JsonObject): string {
  const { $ref, type, enum: values } = schema;
  if (typeof $ref === 'string') return pascalCase($ref.slice($ref.lastIndexOf('/') + 1));
  if (Array.isArray(values)) return values.map((value) => literalType(value)).join(' | ');
  return types[String(type)] ?? 'unknown';
}

/** The same, and of lists, objects and unions too, as a parameter may write them in place. */
export function valueType(schema: JsonObject): string {
  const own = schemaType(schema);
  if (own !== 'unknown') return own;
  const { type, const: constant, oneOf, anyOf, allOf } = schema;
  if (constant !== undefined) return literalType(constant);
  if (type !== undefined) return unionOf([type].flat().map((one) => typeOf(String(one), schema)));
  const alternatives = [oneOf, anyOf].flatMap(asArray);
  if (alternatives.length > 0) return unionOf(alternatives.map((part) => valueType(asObject(part))));
  const parts = asArray(allOf).map((part) => valueType(asObject(part)));
  return parts.length === 0 ? 'unknown' : parts.map(grouped).join(' & ');
}

const grouped = (type: string): string => (/ [|&] |^readonly /.test(type) ? `(${type})` : type);

const unionOf = (types: readonly string[]): string => [...new Set(types)].join(' | ');

function typeOf(type: string, { items, properties, required, additionalProperties }: JsonObject): string {
  if (type === 'array') return `readonly ${grouped(valueType(asObject(items)))}[]`;
  if (type !== 'object') return types[type] ?? type;
  const needed = new Set(asArray(required));
  const members = Object.entries(asObject(properties)).map(
    ([name, member]) => `readonly ${memberName(name)}${needed.has(name) ? '' : '?'}: ${valueType(asObject(member))}`,
  );
  const isOpen = additionalProperties === true || isObject(additionalProperties);
  return `{ ${[...members, ...(isOpen ? ['readonly [name: string]: unknown'] : [])].join('; ')} }`;
}

const types: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
};

function literalType(value: unknown): string {
  return typeof value === 'string' ? quoted(value) : JSON.stringify(value);
}
