import { asArray, asObject, isObject, type JsonObject } from './json.ts';

/** A value in the document together with its JSON Pointer (RFC 6901), by which a finding gets its line. */
export interface Node {
  readonly value: unknown;
  readonly pointer: string;
}

export function escapeSegment(segment: string): string {
  return segment.replaceAll('~', '~0').replaceAll('/', '~1');
}

export function segmentsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function child(node: Node, ...keys: readonly (string | number)[]): Node {
  return keys.reduce<Node>(({ value, pointer }, key) => {
    const parent = value as JsonObject;
    const holds = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
    return { value: holds ? parent[key] : undefined, pointer: `${pointer}/${escapeSegment(String(key))}` };
  }, node);
}

/** The members of an object with their names; none for anything else. */
export function members(node: Node): readonly (readonly [string, Node])[] {
  return Object.keys(asObject(node.value)).map((key) => [key, child(node, key)]);
}

export function items(node: Node): readonly Node[] {
  return asArray(node.value).map((_, index) => child(node, index));
}

/** The node a local reference (`#/...`) leads to; undefined when it leads nowhere. */
export function target(root: JsonObject, reference: string): Node | undefined {
  if (!reference.startsWith('#/')) return undefined;
  const found = child({ value: root, pointer: '' }, ...segmentsOf(decodeFragment(reference.slice(1))));
  return found.value === undefined ? undefined : found;
}

/** Follows `$ref` to the node it stands for; a reference to nowhere or in a circle stays as it is. */
export function resolve(root: JsonObject, node: Node): Node {
  let current = node;
  for (let hops = 0; hops < 32 && isObject(current.value); hops += 1) {
    const { $ref } = current.value;
    const next = typeof $ref === 'string' ? target(root, $ref) : undefined;
    if (next === undefined) return current;
    current = next;
  }
  return current;
}

function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
