import { dirname, join } from 'node:path/posix';
import { documentParts, isMap } from './document-parts.ts';
import { isObject, type JsonObject } from './json.ts';
import { child, decodeFragment, type Node, segmentsOf } from './node.ts';
import type { Source } from './source.ts';

/** What a member holds, by the name that the components have for it: what a reference there leads to. */
const held: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    `schema schemas properties patternProperties additionalProperties unevaluatedProperties propertyNames items
    prefixItems unevaluatedItems contains allOf anyOf oneOf not if then else dependentSchemas $defs definitions`
      .split(/\s+/)
      .map((name) => [name, 'schemas']),
  ),
  paths: 'pathItems',
  pathItems: 'pathItems',
  webhooks: 'pathItems',
  parameters: 'parameters',
  requestBody: 'requestBodies',
  requestBodies: 'requestBodies',
  responses: 'responses',
  headers: 'headers',
  links: 'links',
  callbacks: 'callbacks',
  securitySchemes: 'securitySchemes',
};

/** What the values are that a member of a document holds, one or by names of the author's. */
export interface Held {
  readonly kind: string | undefined;
  readonly isMapOfNames: boolean;
}

export const heldBy = (name: string): Held => ({
  kind: Object.hasOwn(held, name) ? held[name] : undefined,
  isMapOfNames: isMap(name),
});

/** The references of a document, with where each stands. */
export function* references(root: JsonObject): Generator<{ reference: string; pointer: string }> {
  for (const { value, pointer } of documentParts({ value: root, pointer: '' })) {
    if (isObject(value) && typeof value.$ref === 'string') yield { reference: value.$ref, pointer: `${pointer}/$ref` };
  }
}

/** The file that a reference leads to, as messages name it; undefined for one within its own, and for an address. */
export function fileOf(source: Source, reference: string): string | undefined {
  const [path = ''] = reference.split('#');
  if (path === '' || isAddress(path)) return undefined;
  return join(dirname(source.file.replaceAll('\\', '/')), decodeFragment(path));
}

export const isAddress = (reference: string): boolean => /^[a-z][a-z0-9+.-]*:/i.test(reference);

/** The JSON Pointer of a reference; the empty one for a whole file. */
export const fragmentOf = (reference: string): string => decodeFragment(reference.split('#')[1] ?? '');

/** What a pointer leads to in a document; undefined where it leads nowhere. */
export function nodeAt(root: JsonObject, pointer: string): Node | undefined {
  if (pointer !== '' && !pointer.startsWith('/')) return undefined;
  const node = child({ value: root, pointer: '' }, ...segmentsOf(pointer));
  return node.value === undefined ? undefined : node;
}
