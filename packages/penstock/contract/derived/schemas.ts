import { asObject, asStrings, isObject, type JsonObject } from '../json.ts';
import { escapeSegment, type Node, segmentsOf, target } from '../node.ts';
import { droppedNames, isAffected, type Use } from './dropped.ts';
import type { TypeNames } from './type-name.ts';

const components = '/components/schemas/';
/** Keywords that hold schemas: one, a list or a map of them. */
const holders: Readonly<Record<string, 'list' | 'map' | 'one'>> = {
  ...keyed(
    'one',
    'additionalProperties unevaluatedProperties items unevaluatedItems contains propertyNames not if then else',
  ),
  ...keyed('list', 'allOf anyOf oneOf prefixItems'),
  ...keyed('map', 'properties patternProperties dependentSchemas'),
};
/** Those whose schemas are about the same value. */
const composing = new Set('allOf anyOf oneOf then else dependentSchemas'.split(' '));
/** What these ask is not what a value has. */
const asking = new Set(['not', 'if']);
const suffixes = { request: 'Request', answer: 'Answer', either: '' } as const;

interface Context {
  readonly use: Use;
  /** What another part of the same value drops. */
  readonly dropped: ReadonlySet<string>;
}

/**
 * The schemas that are referred to, each under the name of its type, wherever it is written. One whose properties are not
 * all of them in requests, or in answers, has a name for each.
 */
export class DerivedSchemas {
  readonly #root: JsonObject;
  readonly #names: TypeNames;
  readonly #given = new Map<string, string>();
  readonly #affected = new Map<string, boolean>();
  readonly #schemas: Record<string, unknown> = {};

  constructor(root: JsonObject, names: TypeNames) {
    this.#root = root;
    this.#names = names;
    // Their plain names are theirs, whichever is used first.
    for (const name of Object.keys(this.#declared())) this.#refer(reference(name), { use: 'either', dropped: none });
  }

  /** All of them; a name of the contract's own that is another as a type leads to that. */
  all(): JsonObject {
    const aliases = Object.keys(this.#declared()).flatMap((name) => {
      const given = this.#refer(reference(name), { use: 'either', dropped: none });
      return Object.hasOwn(this.#schemas, name) ? [] : [[name, { $ref: given }] as const];
    });
    return { ...this.#schemas, ...Object.fromEntries(aliases) };
  }

  /** A schema as written in place, in a use. */
  inUse(schema: Node, use: Use): unknown {
    return this.#rewritten(schema, { use, dropped: none });
  }

  #declared(): JsonObject {
    return asObject(asObject(this.#root.components).schemas);
  }

  #rewritten(schema: Node, { use, dropped: byOthers }: Context): unknown {
    if (!isObject(schema.value)) return schema.value;
    const dropped = new Set([...byOthers, ...droppedNames(this.#root, schema, use)]);
    const entries = Object.entries(schema.value)
      .filter(([keyword]) => keyword !== '$defs')
      .map(([keyword, value]) => {
        const at: Node = { value, pointer: `${schema.pointer}/${escapeSegment(keyword)}` };
        return [keyword, this.#keyword(keyword, at, { use, dropped })] as const;
      });
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }

  #keyword(keyword: string, at: Node, context: Context): unknown {
    const { value } = at;
    if (keyword === '$ref' && typeof value === 'string') return this.#refer(value, context);
    if (keyword === 'required') return without(value, context.dropped);
    if (keyword === 'dependentRequired') return mapped(value, (one) => without(one, context.dropped) ?? []);
    const holder = Object.hasOwn(holders, keyword) ? holders[keyword] : undefined;
    return holder === undefined ? value : this.#held(keyword, at, context);
  }

  /** The schemas that a keyword holds. */
  #held(keyword: string, { value, pointer }: Node, context: Context): unknown {
    const own = contextIn(keyword, context);
    const inside = (key: string | number, one: unknown) =>
      this.#rewritten({ value: one, pointer: `${pointer}/${escapeSegment(String(key))}` }, own);
    if (holders[keyword] === 'one') return this.#rewritten({ value, pointer }, own);
    if (holders[keyword] === 'list')
      return Array.isArray(value) ? value.map((one, index) => inside(index, one)) : value;
    const left = keyword === 'properties' ? context.dropped : none;
    const kept = Object.entries(asObject(value)).filter(([name]) => !left.has(name));
    return Object.fromEntries(kept.map(([name, one]) => [name, inside(name, one)]));
  }

  /** The reference to a schema in a use, which is among the schemas from then on. */
  #refer($ref: string, { use, dropped }: Context): string {
    const node = target(this.#root, $ref);
    if (node === undefined) return $ref;
    // Another name of a schema is no type of its own.
    const { $ref: further, ...beside } = asObject(node.value);
    if (typeof further === 'string' && Object.keys(beside).length === 0) return this.#refer(further, { use, dropped });
    const own = this.#isAffected(node, use) || dropped.size > 0 ? use : 'either';
    const key = [node.pointer, own, ...[...dropped].sort()].join(' ');
    const given = this.#given.get(key);
    if (given !== undefined) return given;
    const name = this.#names.take(`${nameOf(node.pointer)}${suffixes[own]}`);
    this.#given.set(key, reference(name));
    this.#schemas[name] = {};
    this.#schemas[name] = this.#rewritten(node, { use: own, dropped });
    return reference(name);
  }

  #isAffected(node: Node, use: Use): boolean {
    if (use === 'either') return false;
    const key = `${use} ${node.pointer}`;
    const known = this.#affected.get(key) ?? isAffected(this.#root, node, use);
    this.#affected.set(key, known);
    return known;
  }
}

const none: ReadonlySet<string> = new Set();

function contextIn(keyword: string, context: Context): Context {
  if (asking.has(keyword)) return { use: 'either', dropped: none };
  return composing.has(keyword) ? context : { use: context.use, dropped: none };
}

const reference = (name: string): string => `#${components}${escapeSegment(name)}`;

/** `Parcel` for that component, `ParcelSize` for the schema of its size, `HeadersETag` for that of a header. */
function nameOf(pointer: string): string {
  const left = pointer.startsWith(components) ? pointer.slice(components.length - 1) : pointer;
  const words = segmentsOf(left).filter((word) => !['components', 'properties', 'schema', '$defs'].includes(word));
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
}

function without(names: unknown, dropped: ReadonlySet<string>): unknown {
  if (dropped.size === 0 || !Array.isArray(names)) return names;
  const kept = asStrings(names).filter((name) => !dropped.has(name));
  return kept.length === 0 ? undefined : kept;
}

function keyed<Kind extends string>(kind: Kind, keywords: string): Readonly<Record<string, Kind>> {
  return Object.fromEntries(keywords.split(' ').map((keyword) => [keyword, kind]));
}

const mapped = (value: unknown, change: (one: unknown, key: string) => unknown): JsonObject =>
  Object.fromEntries(Object.entries(asObject(value)).map(([key, one]) => [key, change(one, key)]));
