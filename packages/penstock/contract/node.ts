import { asArray, asObject, isObject, type JsonObject } from './json.ts';

/** A value in the document together with its JSON Pointer (RFC 6901), by which a finding gets its line. */
export interface Node {
  readonly value: unknown;
  readonly pointer: string;
}

/** Called for every place of a document by every rule: most names hold neither character. */
export function escapeSegment(segment: string): string {
  return /[~/]/.test(segment) ? segment.replaceAll('~', '~0').replaceAll('/', '~1') : segment;
}

export function segmentsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function child(node: Node, ...keys: readonly (string | number)[]): Node {
  let current = node;
  for (const key of keys) current = member(current, key);
  return current;
}

function member({ value, pointer }: Node, key: string | number): Node {
  const holds = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
  return {
    value: holds ? (value as JsonObject)[key] : undefined,
    pointer: `${pointer}/${escapeSegment(String(key))}`,
  };
}

/** The members of an object with their names; none for anything else. */
export function members(node: Node): readonly (readonly [string, Node])[] {
  return Object.keys(asObject(node.value)).map((key) => [key, member(node, key)]);
}

export function items(node: Node): readonly Node[] {
  return asArray(node.value).map((_, index) => member(node, index));
}

/** The node a local reference (`#/...`) leads to; undefined when it leads nowhere. */
export function target(root: JsonObject, reference: string): Node | undefined {
  if (!reference.startsWith('#/')) return undefined;
  const found = child({ value: root, pointer: '' }, ...segmentsOf(decodeFragment(reference.slice(1))));
  return found.value === undefined ? undefined : found;
}

/** Follows `$ref` to the node it stands for; a reference to nowhere or in a circle stays as it is. */
export const resolve = (root: JsonObject, node: Node): Node => followed(root, node).at(-1) ?? node;

const mostHops = 32;

/** A node and all that it refers to in turn: a schema may say something beside `$ref` (JSON Schema 2020-12, 8.2.3.1). */
export function followed(root: JsonObject, node: Node): readonly Node[] {
  const all = [node];
  for (let current = node; all.length <= mostHops && isObject(current.value); ) {
    const { $ref } = current.value;
    const next = typeof $ref === 'string' ? target(root, $ref) : undefined;
    if (next === undefined) break;
    all.push(next);
    current = next;
  }
  return all;
}

/** What stands percent-encoded in a reference; as it is where it is no such text. */
export function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
