import fc from 'fast-check';
import { character } from './alphabet.ts';

/** The part of JSON Schema that the contract uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

export type Resolve = <T extends { $ref?: string }>(node: T) => T;

/** Follows a `$ref` within the document. */
export const resolver =
  (document: unknown): Resolve =>
  (node) => {
    if (node.$ref === undefined) return node;
    const segments = node.$ref.slice(2).split('/');
    return segments.reduce((at, segment) => (at as Record<string, unknown>)[segment], document) as typeof node;
  };

/** Values that the schema accepts, the bounds themselves often among them. */
export function valid(schema: Schema, resolve: Resolve): fc.Arbitrary<unknown> {
  const { type, ...rest } = resolve(schema);
  if (rest.enum !== undefined) return fc.constantFrom(...rest.enum);
  if (Array.isArray(type)) return fc.oneof(...type.map((one) => valid({ ...rest, type: one }, resolve)));
  switch (type) {
    case 'integer':
      return integer(rest);
    case 'string':
      return text(rest);
    case 'array':
      return list(rest, resolve);
    case 'object':
      return record(rest, resolve);
    case 'null':
      return fc.constant(null);
    default:
      throw new Error(`the fuzzer knows no arbitrary for type ${String(type)}`);
  }
}

function integer({ minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: Schema): fc.Arbitrary<number> {
  return fc.oneof(fc.constantFrom(minimum, maximum), fc.integer({ min: minimum, max: maximum }));
}

function text({ pattern, format, minLength = 0, maxLength = 64 }: Schema): fc.Arbitrary<string> {
  const fits = (value: string) => [...value].length >= minLength && [...value].length <= maxLength;
  const matches = new RegExp(pattern ?? '');
  if (format === 'uri') return fc.webUrl({ validSchemes: ['https'] }).filter((url) => fits(url) && matches.test(url));
  if (pattern !== undefined) return fc.stringMatching(matches).filter(fits);
  const length = { minLength, maxLength: Math.min(maxLength, 24) };
  return fc.oneof(
    { weight: 6, arbitrary: fc.string({ ...length, unit: character }).filter(fits) },
    { weight: 3, arbitrary: fc.string({ ...length, unit: 'grapheme-ascii' }) },
    { weight: 1, arbitrary: fc.constant('x'.repeat(maxLength)) },
    { weight: 1, arbitrary: fc.constant('\u{1f381}'.repeat(maxLength)) },
  );
}

function list(
  { items = {}, minItems = 0, maxItems = 10, uniqueItems }: Schema,
  resolve: Resolve,
): fc.Arbitrary<unknown[]> {
  const item = valid(items, resolve);
  if (uniqueItems) return fc.uniqueArray(item, { minLength: minItems, maxLength: Math.min(maxItems, minItems + 3) });
  const few = fc.array(item, { minLength: minItems, maxLength: Math.min(maxItems, minItems + 3) });
  const full = item.map((one) => Array.from({ length: maxItems }, () => one));
  return fc.oneof({ weight: 20, arbitrary: few }, { weight: 1, arbitrary: full });
}

function record(schema: Schema, resolve: Resolve): fc.Arbitrary<Record<string, unknown>> {
  const properties = Object.entries(schema.properties ?? {});
  const members = Object.fromEntries(properties.map(([name, member]) => [name, valid(member, resolve)]));
  return fc
    .record(members, { requiredKeys: [...(schema.required ?? [])], noNullPrototype: true })
    .filter((value) => Object.keys(value).length >= (schema.minProperties ?? 0));
}
