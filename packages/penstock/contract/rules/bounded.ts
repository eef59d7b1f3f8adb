import type { Draft } from '../finding.ts';
import { asObject, isObject, type JsonObject, textOf } from '../json.ts';
import { child, items, members, type Node, resolve } from '../node.ts';
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
    bounded: ({ maxLength, format }) => maxLength !== undefined || boundedFormats.has(textOf(format)),
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
  const search = new Search(root);
  for (const top of tops) yield* search.whole(top, {});
}

/** Each schema once for all that is known of its values where it stands. */
class Search {
  readonly #root: JsonObject;
  readonly #seen = new Set<string>();

  constructor(root: JsonObject) {
    this.#root = root;
  }

  /**
   * A schema with all that its values have to fit with it: one part may say the type, another its bounds.
   *
   * @param known what is said of the values outside of it
   */
  *whole(schema: Node, known: JsonObject): Iterable<Draft> {
    if (schema.value === true) {
      if (Object.keys(known).length === 0) yield anything(schema);
      return;
    }
    if (!isObject(schema.value)) return;
    const key = `${schema.pointer} ${Object.keys(known).sort().join()}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const parts = this.#conjunction(schema, new Set());
    const said = Object.assign({}, known, ...parts.map(({ value }) => value)) as JsonObject;
    const isKnown = !parts.some((part) => leadsNowhere(this.#root, part));
    if (isKnown && said.enum === undefined && said.const === undefined) yield* unbounded(schema, parts, said);
    for (const part of parts) {
      for (const inner of [...alternativesOf(part), ...onlyPartlyOf(part)]) yield* this.whole(inner, said);
      for (const inner of within(part)) yield* this.whole(inner, {});
    }
  }

  /** A schema, what it refers to, and the parts of which every value fits each. */
  #conjunction(schema: Node, seen: Set<string>): readonly Node[] {
    const resolved = resolve(this.#root, schema);
    const fresh = [schema, resolved].filter(({ value, pointer }) => isObject(value) && !seen.has(pointer));
    for (const { pointer } of fresh) seen.add(pointer);
    return [...new Map(fresh.map((node) => [node.pointer, node])).values()].flatMap((node) => [
      node,
      ...items(child(node, 'allOf')).flatMap((part) => this.#conjunction(part, seen)),
    ]);
  }
}

/** That is a finding of its own, and nothing is known of what it would lead to. */
const leadsNowhere = (root: JsonObject, part: Node): boolean =>
  typeof asObject(part.value).$ref === 'string' && resolve(root, part) === part;

const alternativesOf = (schema: Node): readonly Node[] =>
  ['anyOf', 'oneOf'].flatMap((keyword) => items(child(schema, keyword)));

/** Parts that hold for some values: what they leave open, the others have to bound. */
const onlyPartlyOf = (schema: Node): readonly Node[] => [
  ...['then', 'else'].map((keyword) => child(schema, keyword)),
  ...members(child(schema, 'dependentSchemas')).map(([, part]) => part),
];

/** The schemas of what is in the values; what `not`, `if`, `contains` and `propertyNames` ask lets nothing in. */
const within = (schema: Node): readonly Node[] => [
  ...['items', 'unevaluatedItems', 'additionalProperties', 'unevaluatedProperties']
    .map((keyword) => child(schema, keyword))
    .filter(({ value, pointer }) => isObject(value) || (value === true && pointer.endsWith('/items'))),
  ...items(child(schema, 'prefixItems')),
  ...['properties', 'patternProperties'].flatMap((keyword) =>
    members(child(schema, keyword)).map(([, member]) => member),
  ),
];

function* unbounded(schema: Node, parts: readonly Node[], said: JsonObject): Iterable<Draft> {
  if (said.type === undefined && !composed(said)) yield anything(schema);
  for (const part of parts) {
    const types = [asObject(part.value).type].flat();
    for (const { type, name, bounded: isBounded, fix } of bounds) {
      if (!types.includes(type) || isBounded(said)) continue;
      const what = type === 'object' ? 'a map' : `this ${type}`;
      yield at('bounded', part, `expected ${what} to have ${name}, received none`, fix);
    }
  }
}

function anything(node: Node): Draft {
  return at('bounded', node, 'expected a type, received a schema that any value fits', 'Add type and its bounds.');
}

// What is composed of several may have its type from one of them; `not`, `if` and `required` say something too.
function composed(schema: JsonObject): boolean {
  const known = ['$dynamicRef', 'anyOf', 'oneOf', 'not', 'if', 'required', 'properties', 'dependentRequired'];
  return known.some((keyword) => schema[keyword] !== undefined);
}
