import { asObject, asStrings, isObject, type JsonObject } from '../json.ts';
import { child, items, members, type Node, resolve } from '../node.ts';

/** Bytes of JSON that one character may take: a control character is written `\u0000`. */
const perCharacter = 6;

/** Bytes: `-1.7976931348623157e+308`. */
const longestNumber = 24;

/** The most bytes that a value can take in JSON and fit a schema; Infinity where the schema sets no bound. */
export function largest(root: JsonObject, schema: Node, above: readonly string[] = []): number {
  const node = resolve(root, schema);
  // What holds itself may be of any depth.
  if (above.includes(node.pointer)) return Number.POSITIVE_INFINITY;
  const known = asObject(node.value);
  const values = 'const' in known ? [known.const] : known.enum;
  if (Array.isArray(values)) return Math.max(...values.map((value) => bytes(JSON.stringify(value))));
  const inside = (inner: Node) => largest(root, inner, [...above, node.pointer]);
  const types = typeof known.type === 'string' ? [known.type] : asStrings(known.type);
  const own = types.map((type) => sizes[type]?.(node, inside) ?? Number.POSITIVE_INFINITY);
  const composed = ['allOf', 'anyOf', 'oneOf'].map((key) => items(child(node, key)).map(inside));
  // Every part of allOf may bring members of its own; of the others one fits.
  const [all = [], any = [], one = []] = composed;
  const parts = [sum(all), ...any, ...one].filter((size) => size > 0);
  if (own.length + parts.length === 0) return Number.POSITIVE_INFINITY;
  return Math.max(0, ...own) + Math.max(0, ...parts);
}

/** Characters of formats that bound the length by themselves. */
const formats: Readonly<Record<string, number>> = { uuid: 45, date: 10, ipv4: 15, ipv6: 45 };

type Size = (node: Node, inside: (inner: Node) => number) => number;

const sizes: Readonly<Record<string, Size>> = {
  null: () => 4,
  boolean: () => 5,
  integer: () => longestNumber,
  number: () => longestNumber,
  string: ({ value }) => {
    const { maxLength, format } = asObject(value);
    return 2 + perCharacter * bound(maxLength ?? formats[String(format)]);
  },
  array: (node, inside) => 2 + bound(asObject(node.value).maxItems) * (1 + inside(child(node, 'items'))),
  object: (node, inside) => {
    const { additionalProperties: others } = asObject(node.value);
    if (others === true || isObject(others)) return Number.POSITIVE_INFINITY;
    const named = members(child(node, 'properties'));
    return 2 + sum(named.map(([name, member]) => bytes(JSON.stringify(name)) + 2 + inside(member)));
  },
};

function bound(value: unknown): number {
  return typeof value === 'number' ? value : Number.POSITIVE_INFINITY;
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
