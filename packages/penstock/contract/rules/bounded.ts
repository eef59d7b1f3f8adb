import type { Draft } from '../finding.ts';
import { asObject, type JsonObject } from '../json.ts';
import { child, members, type Node } from '../node.ts';
import { reachable } from './reachable.ts';
import { at, type Rule } from './rule.ts';
import { schemasOf } from './schemas.ts';

/** Formats that bound the length by themselves; date-time does not (any number of fractional digits). */
const boundedFormats = new Set(['uuid', 'date', 'ipv4', 'ipv6']);

interface Bound {
  readonly type: string;
  readonly name: string;
  readonly bounded: (schema: JsonObject) => boolean;
  readonly fix: string;
}

const bounds: readonly Bound[] = [
  {
    type: 'string',
    name: 'maxLength',
    bounded: ({ maxLength, format }) => maxLength !== undefined || boundedFormats.has(String(format)),
    fix: 'Add maxLength (or enum or const).',
  },
  { type: 'array', name: 'maxItems', bounded: ({ maxItems }) => maxItems !== undefined, fix: 'Add maxItems.' },
  ...['integer', 'number'].flatMap((type) => [
    {
      type,
      name: 'minimum',
      bounded: ({ minimum, exclusiveMinimum }: JsonObject) => (minimum ?? exclusiveMinimum) !== undefined,
      fix: 'Add minimum.',
    },
    {
      type,
      name: 'maximum',
      bounded: ({ maximum, exclusiveMaximum }: JsonObject) => (maximum ?? exclusiveMaximum) !== undefined,
      fix: 'Add maximum.',
    },
  ]),
  {
    type: 'object',
    name: 'maxProperties',
    bounded: ({ additionalProperties, maxProperties }) =>
      typeof additionalProperties !== 'object' || maxProperties !== undefined,
    fix: 'Add maxProperties: any number of names is allowed here.',
  },
];

/** Every string, array and number that goes in or out is bounded, and so is every map. */
export const bounded: Rule = ({ root, operations }) =>
  unboundedSchemas(
    root,
    operations.flatMap((operation) => schemasOf(root, operation)),
  );

export function* unboundedSchemas(root: JsonObject, tops: readonly Node[]): Iterable<Draft> {
  for (const schema of reachable(root, tops)) yield* unbounded(schema);
}

function* unbounded(node: Node): Iterable<Draft> {
  const schema = asObject(node.value);
  const inner = [child(node, 'items'), ...members(child(node, 'properties')).map(([, member]) => member)];
  yield* inner.filter(({ value }) => value === true).map(anything);
  if (schema.enum !== undefined || schema.const !== undefined) return;
  const types = [schema.type].flat();
  for (const { type, name, bounded: isBounded, fix } of bounds) {
    if (!types.includes(type) || isBounded(schema)) continue;
    yield at(
      'bounded',
      node,
      `expected ${type === 'object' ? 'a map' : `this ${type}`} to have ${name}, received none`,
      fix,
    );
  }
  if (schema.type === undefined && !composed(schema)) {
    yield anything(node);
  }
}

function anything(node: Node): Draft {
  return at('bounded', node, 'expected a type, received a schema that any value fits', 'Add type and its bounds.');
}

// Not every part of a composition repeats the type: `not`, `if` and `required` alone say something too.
function composed(schema: JsonObject): boolean {
  const known = ['$ref', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'required', 'properties'];
  return known.some((keyword) => schema[keyword] !== undefined);
}
