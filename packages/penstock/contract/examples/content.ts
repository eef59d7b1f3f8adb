import { asArray, asObject, isObject, type JsonObject } from '../json.ts';
import { child, members, type Node, resolve } from '../node.ts';
import type { Judge } from './judge.ts';
import { generated } from './value.ts';

/** An example, and why it is none where the contract has none that fits and none could be made. */
export interface Example {
  readonly value: unknown;
  readonly breach?: string;
}

export interface Examples {
  readonly document: JsonObject;
  readonly judge: Judge;
}

/** The examples that a media type, a parameter or a header gives, and its schema; the schema's own last. */
export function declaredBy(document: JsonObject, node: Node, schema: Node): readonly unknown[] {
  const own = asObject(resolve(document, schema).value);
  const named = members(child(node, 'examples')).map(([, entry]) => asObject(resolve(document, entry).value).value);
  const all = [asObject(node.value).example, ...named, own.example, ...asArray(own.examples), own.default];
  return all.filter((value) => value !== undefined);
}

/**
 * A value that fits a schema: one that the contract gives, else one made of the examples inside it, else one of its types
 * and bounds, with all of its members or without those that may be left out.
 */
export function exampleOf({ document, judge }: Examples, schema: JsonObject, declared: readonly unknown[]): Example {
  const ways = [
    { declared: true, full: true },
    { declared: false, full: true },
    { declared: true, full: false },
    { declared: false, full: false },
  ];
  let least: Example | undefined;
  const candidates = [
    ...declared.map((value) => () => value),
    ...ways.map((way) => () => generated(schema, { document, judge, ...way })),
  ];
  for (const candidate of candidates) {
    const value = asJson(candidate());
    if (value === undefined) continue;
    const breach = judge.breach(schema, value);
    if (breach === undefined) return { value };
    least ??= { value, breach };
  }
  return least ?? { value: undefined, breach: 'no value of its schema was found' };
}

/** A YAML timestamp is a Date to who reads it. */
const asJson = (value: unknown): unknown =>
  isObject(value) || Array.isArray(value) ? JSON.parse(JSON.stringify(value)) : value;
