import type { JsonObject } from '../json.ts';
import { pascalCase, quoted } from './literal.ts';

/** The TypeScript type of a schema: the name of a component, or what a small schema says for itself. */
export function schemaType(schema: JsonObject): string {
  const { $ref, type, enum: values } = schema;
  if (typeof $ref === 'string') return pascalCase($ref.slice($ref.lastIndexOf('/') + 1));
  if (Array.isArray(values)) return values.map((value) => literalType(value)).join(' | ');
  return types[String(type)] ?? 'unknown';
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
