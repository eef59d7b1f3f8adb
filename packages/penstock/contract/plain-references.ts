import { isData, isMap } from './document-parts.ts';
import { isObject, type JsonObject } from './json.ts';
import { escapeSegment, target } from './node.ts';
import type { Source } from './source.ts';

/** Schemas by what may be written of them elsewhere: by their `$id`, and by `$id` and anchor. */
interface Named {
  readonly pointers: Map<string, string>;
  /** Those of dynamic anchors. */
  readonly dynamic: Set<string>;
}

/** What relative identifiers begin with where nothing else is said: the document's own. */
const document = 'contract://document/';

/**
 * The same document with references that are JSON Pointers: those by `$anchor` and by `$id` are written anew, and so is a
 * `$dynamicRef`. One that leads to no `$dynamicAnchor` is a plain reference.
 *
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-8.2
 */
export function withPointers(source: Source): Source {
  const named: Named = { pointers: new Map([[document, '']]), dynamic: new Set() };
  collect(source.root, { base: document, pointer: '', isMapOfNames: false }, named);
  if (named.pointers.size === 1) return source;
  const references: References = { named, root: source.root };
  return { ...source, root: rewritten(source.root, document, false, references) as JsonObject };
}

interface Spot {
  readonly base: string;
  readonly pointer: string;
  readonly isMapOfNames: boolean;
}

function collect(value: unknown, { base, pointer, isMapOfNames }: Spot, named: Named): void {
  if (typeof value !== 'object' || value === null) return;
  const own = isMapOfNames ? base : baseOf(value, base);
  if (own !== base) named.pointers.set(own, pointer);
  if (!isMapOfNames && isObject(value)) collectAnchors(value, own, pointer, named);
  for (const [key, member] of Object.entries(value)) {
    if (!Array.isArray(value) && !isMapOfNames && isData(key)) continue;
    const isMapHere = !Array.isArray(value) && !isMapOfNames && isMap(key);
    collect(member, { base: own, pointer: `${pointer}/${escapeSegment(key)}`, isMapOfNames: isMapHere }, named);
  }
}

function collectAnchors({ $anchor, $dynamicAnchor }: JsonObject, base: string, pointer: string, named: Named): void {
  for (const anchor of [$anchor, $dynamicAnchor]) {
    if (typeof anchor === 'string') named.pointers.set(`${base}#${anchor}`, pointer);
  }
  if (typeof $dynamicAnchor === 'string') named.dynamic.add(`${base}#${$dynamicAnchor}`);
}

function baseOf(value: object, base: string): string {
  const { $id } = value as JsonObject;
  return typeof $id === 'string' ? (absolute($id, base)?.replace(/#.*$/, '') ?? base) : base;
}

const absolute = (reference: string, base: string): string | undefined => URL.parse(reference, base)?.href;

interface References {
  readonly named: Named;
  readonly root: JsonObject;
}

function rewritten(value: unknown, base: string, isMapOfNames: boolean, references: References): unknown {
  if (Array.isArray(value)) return value.map((one) => rewritten(one, base, false, references));
  if (!isObject(value)) return value;
  const own = isMapOfNames ? base : baseOf(value, base);
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      if (isMapOfNames) return [key, rewritten(member, own, false, references)];
      if (isData(key)) return [key, member];
      if (key === '$ref' && typeof member === 'string') return [key, pointerOf(member, own, references)];
      if (key === '$dynamicRef' && typeof member === 'string') {
        const isDynamic = references.named.dynamic.has(absolute(member, own) ?? '') || Object.hasOwn(value, '$ref');
        return [isDynamic ? key : '$ref', pointerOf(member, own, references)];
      }
      return [key, rewritten(member, own, isMap(key), references)];
    }),
  );
}

/** The reference as a pointer; as it is where nothing here has that name, for another file may. */
function pointerOf(reference: string, base: string, { named, root }: References): string {
  if (base === document && reference.startsWith('#/')) return reference;
  const uri = absolute(reference, base);
  const [resource = '', fragment = ''] = uri?.split('#') ?? [];
  const at = named.pointers.get(resource);
  if (uri === undefined || at === undefined) return reference;
  if (fragment === '') return at === '' ? reference : `#${encoded(at)}`;
  if (!fragment.startsWith('/')) {
    const anchored = named.pointers.get(uri);
    return anchored === undefined ? reference : `#${encoded(anchored)}`;
  }
  const pointer = `${encoded(at)}${fragment}`;
  // Many documents give a schema an $id, and write references from the root all the same.
  return target(root, `#${pointer}`) !== undefined || !reference.startsWith('#/') ? `#${pointer}` : reference;
}

const encoded = (pointer: string): string => pointer.replaceAll('%', '%25');
