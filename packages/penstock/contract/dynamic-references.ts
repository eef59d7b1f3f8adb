import { isData, isMap } from './document-parts.ts';
import { asArray, isObject, type JsonObject } from './json.ts';
import { decodeFragment, escapeSegment, type Node, segmentsOf, target } from './node.ts';
import type { Source } from './source.ts';

/** The schema that each dynamic anchor leads to: that of the outermost schema on the way here which has one. */
type Scope = ReadonlyMap<string, string>;

const schemas = '/components/schemas/';
/** What a copy has no use for: by these others refer to the schema that it is a copy of. */
const names = new Set(['$id', '$anchor', '$dynamicAnchor', '$defs']);
/** Beside `$ref` these say nothing of the values. */
const silent = new Set([...names, '$comment', 'title', 'description']);

/**
 * The same document without `$dynamicRef`: where one leads elsewhere than where it is written, what holds it is a schema of
 * its own. A schema for pages of anything is then one for pages of users, as `UserPage` says, and one for pages of teams.
 * References are JSON Pointers already.
 *
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-8.2.3.2
 */
export function withoutDynamicReferences(source: Source): Source {
  const anchors = new Anchors();
  anchors.collect(source.root, '', '', false);
  if (!anchors.isAsked) return source;
  const resolved = new Resolved(source.root, anchors);
  const root = resolved.document();
  return { ...source, root, locate: (pointer) => source.locate(resolved.origin(pointer)) };
}

/** The dynamic anchors of each schema with an `$id`, and of the document. */
class Anchors {
  readonly #byResource = new Map<string, Map<string, string>>();
  readonly #pointers = new Map<string, string[]>();
  /** Those that one resource has twice: nothing says which of them is meant. */
  readonly ambiguous = new Set<string>();
  isAsked = false;

  collect(value: unknown, pointer: string, around: string, isMapOfNames: boolean): void {
    if (typeof value !== 'object' || value === null) return;
    const isPlain = isObject(value) && !isMapOfNames;
    const resource = isPlain && typeof value.$id === 'string' ? pointer : around;
    if (isPlain && typeof value.$dynamicRef === 'string') this.isAsked = true;
    if (isPlain && typeof value.$dynamicAnchor === 'string') this.#add(value.$dynamicAnchor, resource, pointer);
    for (const [key, member] of Object.entries(value)) {
      if (isPlain && isData(key)) continue;
      this.collect(member, `${pointer}/${escapeSegment(key)}`, resource, isPlain && isMap(key));
    }
  }

  #add(name: string, resource: string, pointer: string): void {
    const own = this.#byResource.get(resource) ?? new Map<string, string>();
    if (own.has(name)) this.ambiguous.add(name);
    this.#byResource.set(resource, own.set(name, pointer));
    this.#pointers.set(name, [...(this.#pointers.get(name) ?? []), pointer]);
  }

  /** What the anchors lead to once a resource is entered: what was there before is farther out, and stays. */
  entered(scope: Scope, resource: string): Scope {
    return new Map([...(this.#byResource.get(resource) ?? []), ...scope]);
  }

  named(name: string): readonly string[] {
    return this.#pointers.get(name) ?? [];
  }
}

interface Spot {
  readonly pointer: string;
  readonly scope: Scope;
  readonly isMapOfNames: boolean;
  readonly isCopy: boolean;
}

class Resolved {
  readonly #root: JsonObject;
  readonly #anchors: Anchors;
  readonly #outermost: Scope;
  /** The schemas of their own, by what they are copies of and what anchors lead to there. */
  readonly #given = new Map<string, string>();
  readonly #copies: Record<string, unknown> = {};
  readonly #origins = new Map<string, string>();
  readonly #used = new Map<string, ReadonlySet<string>>();

  constructor(root: JsonObject, anchors: Anchors) {
    this.#root = root;
    this.#anchors = anchors;
    this.#outermost = anchors.entered(new Map(), '');
  }

  document(): JsonObject {
    const whole: Spot = { pointer: '', scope: this.#outermost, isMapOfNames: false, isCopy: false };
    const root = this.#rewritten(this.#root, whole) as JsonObject;
    const components = isObject(root.components) ? root.components : {};
    const named = isObject(components.schemas) ? components.schemas : {};
    return { ...root, components: { ...components, schemas: { ...named, ...this.#copies } } };
  }

  /** Where what is at a pointer of the new document stands in the old one. */
  origin(pointer: string): string {
    const [, at = '', rest = ''] = /^(\/components\/schemas\/[^/]+)(.*)$/s.exec(pointer) ?? [];
    const from = this.#origins.get(at);
    return from === undefined ? pointer : `${from}${rest}`;
  }

  #rewritten(value: unknown, { pointer, scope, isMapOfNames, isCopy }: Spot): unknown {
    const inside = (key: string | number, member: unknown, within: Scope, isMapThere: boolean): unknown => {
      const at = `${pointer}/${escapeSegment(String(key))}`;
      return this.#rewritten(member, { pointer: at, scope: within, isMapOfNames: isMapThere, isCopy });
    };
    if (Array.isArray(value)) return value.map((one, index) => inside(index, one, scope, false));
    if (!isObject(value)) return value;
    if (isMapOfNames) {
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inside(key, one, scope, false)]));
    }
    const own = typeof value.$id === 'string' ? this.#anchors.entered(scope, pointer) : scope;
    const inPlace = isCopy ? undefined : this.#inPlaceOf(value, pointer, own);
    if (inPlace !== undefined) return inPlace;
    const kept = Object.entries(value).filter(([key]) => !(isCopy && names.has(key)));
    const entries = kept.map(([key, member]) => {
      if (isData(key)) return [key, member] as const;
      if (key === '$ref' && typeof member === 'string') return [key, this.#reference(member, own)] as const;
      return [key, inside(key, member, own, isMap(key))] as const;
    });
    return this.#withoutDynamic(Object.fromEntries(entries), own);
  }

  #withoutDynamic({ $dynamicRef, ...schema }: JsonObject, scope: Scope): JsonObject {
    if (typeof $dynamicRef !== 'string') return $dynamicRef === undefined ? schema : { ...schema, $dynamicRef };
    const name = this.#anchorOf($dynamicRef);
    if (name === undefined || this.#anchors.ambiguous.has(name)) return { ...schema, $dynamicRef };
    const bound = scope.get(name);
    const $ref = this.#reference(bound === undefined ? $dynamicRef : written(bound), scope);
    return schema.$ref === undefined ? { ...schema, $ref } : { ...schema, allOf: [...asArray(schema.allOf), { $ref }] };
  }

  #anchorOf(reference: string): string | undefined {
    const found = target(this.#root, reference)?.value;
    return isObject(found) && typeof found.$dynamicAnchor === 'string' ? found.$dynamicAnchor : undefined;
  }

  /** A component that is another schema under its own anchors, such as `UserPage`, is that schema. */
  #inPlaceOf(schema: JsonObject, pointer: string, scope: Scope): JsonObject | undefined {
    const isComponent = pointer.startsWith(schemas) && !pointer.slice(schemas.length).includes('/');
    if (!isComponent || typeof schema.$ref !== 'string') return undefined;
    if (Object.keys(schema).some((key) => key !== '$ref' && !silent.has(key))) return undefined;
    const found = this.#special(schema.$ref, scope);
    if (found === undefined || this.#given.has(found.key)) return undefined;
    this.#given.set(found.key, written(pointer));
    const { $ref: _, ...beside } = schema;
    return { ...(this.#copyOf(found) as JsonObject), ...beside };
  }

  #reference($ref: string, scope: Scope): string {
    const found = this.#special($ref, scope);
    if (found === undefined) return $ref;
    const given = this.#given.get(found.key);
    if (given !== undefined) return given;
    const name = this.#freeName(found);
    this.#given.set(found.key, written(`${schemas}${name}`));
    this.#origins.set(`${schemas}${name}`, found.node.pointer);
    this.#copies[name] = {};
    this.#copies[name] = this.#copyOf(found);
    return written(`${schemas}${name}`);
  }

  #copyOf({ node, scope }: Special): unknown {
    return this.#rewritten(node.value, { pointer: node.pointer, scope, isMapOfNames: false, isCopy: true });
  }

  /** What a reference leads to where that is another schema than the one that is written there. */
  #special($ref: string, around: Scope): Special | undefined {
    const node = target(this.#root, $ref);
    if (node === undefined) return undefined;
    const used = this.#usedFrom(node);
    if (used.size === 0) return undefined;
    const scope = this.#anchors.entered(around, this.#resourcesOf(node.pointer).at(-1) ?? '');
    const [wanted, byItself] = [scope, this.#inPlaceScope(node.pointer)].map((one) => leading(one, used));
    return wanted === byItself ? undefined : { node, scope, key: `${node.pointer} ${wanted}`, used };
  }

  /** The resources that a place is in, the outermost first. */
  #resourcesOf(pointer: string): readonly string[] {
    const found = [''];
    let at: Node = { value: this.#root, pointer: '' };
    for (const segment of segmentsOf(pointer)) {
      const value = (at.value as JsonObject | undefined)?.[segment];
      at = { value, pointer: `${at.pointer}/${escapeSegment(segment)}` };
      if (isObject(value) && typeof value.$id === 'string') found.push(at.pointer);
    }
    return found;
  }

  #inPlaceScope(pointer: string): Scope {
    return this.#resourcesOf(pointer).reduce<Scope>((scope, one) => this.#anchors.entered(scope, one), new Map());
  }

  /** The anchors that decide what is valid by a schema, or by what it leads to. */
  #usedFrom(node: Node): ReadonlySet<string> {
    const known = this.#used.get(node.pointer);
    if (known !== undefined) return known;
    const used = new Set<string>();
    const seen = new Set<string>();
    const waiting: Node[] = [node];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (seen.has(next.pointer)) continue;
      seen.add(next.pointer);
      for (const reference of referencesIn(next.value, false)) {
        const found = target(this.#root, reference.to);
        if (found !== undefined) waiting.push(found);
        const name = reference.isDynamic ? this.#anchorOf(reference.to) : undefined;
        if (name === undefined) continue;
        used.add(name);
        waiting.push(...this.#anchors.named(name).flatMap((pointer) => target(this.#root, written(pointer)) ?? []));
      }
    }
    this.#used.set(node.pointer, used);
    return used;
  }

  /** `PageInUserPage`: what it is, and where its first anchor leads. */
  #freeName({ node, scope, used }: Special): string {
    const [anchor = ''] = [...used].map((name) => scope.get(name) ?? '');
    const base = `${lastWord(node.pointer)}In${lastWord(this.#resourcesOf(anchor).at(-1) || anchor)}`;
    const isTaken = (name: string) =>
      Object.hasOwn(this.#copies, name) || target(this.#root, `#${schemas}${name}`) !== undefined;
    let free = base;
    for (let next = 2; isTaken(free); next += 1) free = `${base}${next}`;
    return free;
  }
}

/** A schema under anchors that lead elsewhere than where it stands. */
interface Special {
  readonly node: Node;
  readonly scope: Scope;
  readonly key: string;
  readonly used: ReadonlySet<string>;
}

const written = (pointer: string): string => `#${pointer.replaceAll('%', '%25')}`;
const leading = (scope: Scope, used: ReadonlySet<string>): string =>
  JSON.stringify([...used].sort().map((name) => [name, scope.get(name)]));
const lastWord = (pointer: string): string =>
  (segmentsOf(decodeFragment(pointer)).at(-1) ?? '').replaceAll(/[^A-Za-z0-9._-]/g, '_');

function* referencesIn(value: unknown, isMapOfNames: boolean): Iterable<{ to: string; isDynamic: boolean }> {
  if (Array.isArray(value)) for (const one of value) yield* referencesIn(one, false);
  if (!isObject(value)) return;
  for (const [key, member] of Object.entries(value)) {
    if (!isMapOfNames && isData(key)) continue;
    if (!isMapOfNames && (key === '$ref' || key === '$dynamicRef') && typeof member === 'string') {
      yield { to: member, isDynamic: key === '$dynamicRef' };
    } else yield* referencesIn(member, !isMapOfNames && isMap(key));
  }
}
