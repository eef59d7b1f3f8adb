import { existsSync } from 'node:fs';
import { normalize } from 'node:path';
import { basename } from 'node:path/posix';
import { isData } from './document-parts.ts';
import { withoutDynamicReferences } from './dynamic-references.ts';
import { fileOf, fragmentOf, type Held, heldBy, isAddress, nodeAt, references } from './file-references.ts';
import { ContractError, type Finding } from './finding.ts';
import { asObject, isObject, type JsonObject } from './json.ts';
import type { Place } from './locate.ts';
import { escapeSegment, segmentsOf } from './node.ts';
import { methods } from './outline.ts';
import { withPointers } from './plain-references.ts';
import { readSource, type Source } from './source.ts';

/**
 * A contract in several files as one document. A reference to another file (`parcels.yaml#/paths/~1v1~1parcels`) brings
 * that file's components along, under their names; a path is put where it is referred to. A component may be a reference
 * to the one of its name in another file. What else is referred to, a whole file or a part of one, is a component from
 * then on. What is found about a part is placed in the file that it is from.
 *
 * @throws ContractError for files that can't be read, references that lead nowhere, and two components of one name
 */
export function joinFiles(main: Source): Source {
  const joined = new Joined(withPointers(main));
  return withoutDynamicReferences(joined.source());
}

/** A part of the joined document, and where it is from. */
interface Part {
  readonly at: string;
  readonly source: Source;
  readonly pointer: string;
}

/** A member of a map of names, and the file that it is from. */
interface Member {
  readonly name: string;
  readonly value: unknown;
  readonly source: Source;
}

class Joined {
  readonly #main: Source;
  readonly #sources = new Map<string, Source>();
  readonly #parts: Part[] = [];
  readonly #findings: Finding[] = [];
  /** Components that are none in their files, by kind and name. */
  readonly #further: Record<string, Record<string, unknown>> = {};
  readonly #names = new Map<string, string>();

  constructor(main: Source) {
    this.#main = main;
    this.#sources.set(normalize(main.file).replaceAll('\\', '/'), main);
    this.#load(main);
  }

  source(): Source {
    if (this.#sources.size === 1 && this.#findings.length === 0) return this.#main;
    const rest = asObject(this.#rewritten(this.#main.root, this.#main, whole, new Set(['paths', 'components'])));
    const [paths, components] = [this.#paths(), this.#components()];
    if (this.#findings.length > 0) throw new ContractError(this.#findings);
    for (const [kind, named] of Object.entries(this.#further)) components[kind] = { ...components[kind], ...named };
    const parts = this.#parts.toSorted((a, b) => b.at.length - a.at.length);
    const root = { ...rest, paths, components };
    return { file: this.#main.file, root, locate: (pointer) => locateIn(parts, this.#main, pointer) };
  }

  /** Reads every file that a reference leads to, and those that these lead to. */
  #load(source: Source): void {
    for (const { reference, pointer } of references(source.root)) {
      const file = fileOf(source, reference);
      if (file === undefined) continue;
      if (!this.#sources.has(file)) {
        if (!existsSync(file)) {
          const fix = `Write ${file}, or correct it.`;
          this.#refuse(source, pointer, `a file, received ${JSON.stringify(reference)}`, fix);
          continue;
        }
        const read = withPointers(readSource(file, part));
        this.#sources.set(file, read);
        this.#load(read);
      }
      const found = nodeAt(this.#sources.get(file)?.root ?? {}, fragmentOf(reference));
      if (found !== undefined) continue;
      this.#refuse(source, pointer, `a reference that leads somewhere, received "${reference}"`, 'Correct it.');
    }
  }

  /** Path items in other files, in place of the references to them. */
  #paths(): JsonObject {
    const entries = this.#membersOf(this.#main.root.paths, this.#main).map(({ name, value, source }) => {
      const at = `/paths/${escapeSegment(name)}`;
      const from = this.#inPlace(value, source, at);
      return [name, this.#pathItem(from.value, from.source, at)];
    });
    return Object.fromEntries(entries);
  }

  /** A path item, with the operations that it refers to in other files in place. */
  #pathItem(item: unknown, source: Source, at: string): unknown {
    if (!isObject(item)) return item;
    const entries = Object.entries(item).map(([name, value]) => {
      if (isData(name)) return [name, value];
      if (!methods.has(name)) return [name, this.#rewrittenMember(name, value, source, undefined)];
      const from = this.#inPlace(value, source, `${at}/${name}`);
      return [name, this.#rewritten(from.value, from.source, whole)];
    });
    return Object.fromEntries(entries);
  }

  /** What a part is that may be a reference to another file. */
  #inPlace(value: unknown, source: Source, at: string): { readonly value: unknown; readonly source: Source } {
    const from = isObject(value) && typeof value.$ref === 'string' ? this.#elsewhere(value.$ref, source) : undefined;
    if (from === undefined) return { value, source };
    this.#parts.push({ at, source: from.source, pointer: from.pointer });
    return from;
  }

  /** The members of a map of names, and of those that it refers to in its place: `schemas: { $ref: schemas.yaml }`. */
  #membersOf(map: unknown, source: Source, seen: ReadonlySet<unknown> = new Set()): readonly Member[] {
    if (!isObject(map) || seen.has(map)) return [];
    const { $ref, ...own } = map;
    const members = Object.entries(typeof $ref === 'string' ? own : map).map(([name, value]) => ({
      name,
      value,
      source,
    }));
    if (typeof $ref !== 'string') return members;
    const from = this.#elsewhere($ref, source);
    if (from === undefined) return [{ name: '$ref', value: $ref, source }, ...members];
    return [...this.#membersOf(from.value, from.source, new Set([...seen, map])), ...members];
  }

  /** The components of all files by their names. */
  #components(): Record<string, Record<string, unknown>> {
    const all: Record<string, Record<string, unknown>> = {};
    const owners = new Map<string, Source>();
    for (const { source, kind, name, value } of this.#eachComponent()) {
      const group = all[kind] ?? {};
      all[kind] = group;
      const at = `/components/${kind}/${escapeSegment(name)}`;
      if (this.#isElsewhere(value, source, at)) continue;
      const owner = owners.get(at);
      if (owner !== undefined) {
        this.#refuse(source, at, `a name of its own, received one that ${owner.file} has too`, 'Rename one.');
        continue;
      }
      owners.set(at, source);
      if (source !== this.#main) this.#parts.push({ at, source, pointer: at });
      group[name] = this.#rewritten(value, source, { kind, isMapOfNames: false });
    }
    return all;
  }

  *#eachComponent() {
    for (const source of this.#sources.values()) {
      for (const { name: kind, value: named, source: holder } of this.#membersOf(source.root.components, source)) {
        for (const member of this.#membersOf(named, holder)) yield { ...member, kind };
      }
    }
  }

  /** Whether a component is only a reference to the one of its name in another file: that is the component. */
  #isElsewhere(value: unknown, source: Source, at: string): boolean {
    if (!isObject(value) || typeof value.$ref !== 'string' || !value.$ref.endsWith(`#${at}`)) return false;
    return this.#elsewhere(value.$ref, source) !== undefined;
  }

  /** What a reference to another file leads to. */
  #elsewhere(reference: string, source: Source) {
    const file = fileOf(source, reference);
    const found = file === undefined ? undefined : this.#sources.get(file);
    const node = found && nodeAt(found.root, fragmentOf(reference));
    return node === undefined || found === undefined ? undefined : { ...node, source: found };
  }

  /** The same value, its references as the joined document writes them. */
  #rewritten(value: unknown, source: Source, { kind, isMapOfNames }: Held, left: ReadonlySet<string> = none): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#rewritten(item, source, { kind, isMapOfNames: false }));
    if (!isObject(value)) return value;
    if (isMapOfNames) {
      const each = this.#membersOf(value, source);
      const inside = { kind, isMapOfNames: false };
      return Object.fromEntries(each.map((one) => [one.name, this.#rewritten(one.value, one.source, inside)]));
    }
    const entries = Object.entries(value).filter(([key]) => !left.has(key));
    return Object.fromEntries(entries.map(([key, member]) => [key, this.#rewrittenMember(key, member, source, kind)]));
  }

  #rewrittenMember(key: string, member: unknown, source: Source, kind: string | undefined): unknown {
    if (isData(key)) return member;
    if (isReference(key) && typeof member === 'string') return this.#reference(member, source, kind);
    return this.#rewritten(member, source, heldBy(key));
  }

  #reference(reference: string, source: Source, kind: string | undefined): string {
    const [path = '', fragment = ''] = reference.split('#');
    if (isAddress(path)) return reference;
    const from = path === '' ? source : this.#elsewhere(reference, source)?.source;
    if (from === undefined) return reference;
    const isNamed = from === this.#main || /^\/components\/[^/]+\/[^/]+/.test(fragment);
    if (isNamed || kind === undefined) return `#${fragment}`;
    return this.#component(from, fragmentOf(reference), kind);
  }

  /** The reference to a part of a file that is no component there: here it is one. */
  #component(source: Source, pointer: string, kind: string): string {
    const key = `${kind} ${source.file}#${pointer}`;
    const given = this.#names.get(key);
    if (given !== undefined) return given;
    const name = this.#freeName(kind, segmentsOf(pointer).at(-1) ?? basename(source.file).replace(/\.[^.]*$/, ''));
    const at = `/components/${kind}/${name}`;
    this.#names.set(key, `#${at}`);
    this.#parts.push({ at, source, pointer });
    const group = this.#further[kind] ?? {};
    this.#further[kind] = group;
    // Its place is taken while what it refers to is looked at.
    group[name] = undefined;
    group[name] = this.#rewritten(nodeAt(source.root, pointer)?.value, source, { kind, isMapOfNames: false });
    return `#${at}`;
  }

  #freeName(kind: string, wanted: string): string {
    const base = wanted.replaceAll(/[^A-Za-z0-9._-]/g, '_') || 'Part';
    const isTaken = (name: string) =>
      Object.hasOwn(this.#further[kind] ?? {}, name) ||
      [...this.#sources.values()].some(({ root }) => Object.hasOwn(asObject(asObject(root.components)[kind]), name));
    let free = base;
    for (let next = 2; isTaken(free); next += 1) free = `${base}${next}`;
    return free;
  }

  #refuse(source: Source, pointer: string, expected: string, fix: string): void {
    const place = { file: source.file, ...source.locate(pointer), path: pointer };
    this.#findings.push({ ...place, rule: 'reference', message: `expected ${expected}`, fix });
  }
}

const isReference = (key: string): boolean => key === '$ref' || key === '$dynamicRef';

const none: ReadonlySet<string> = new Set();
const whole: Held = { kind: undefined, isMapOfNames: false };

const part = {
  document: 'a part of an OpenAPI document',
  write: 'Write a mapping with paths and components, or what the reference is to.',
  name: 'Correct the reference to it.',
};

/** Where a pointer of the joined document leads in the file it is from. */
function locateIn(parts: readonly Part[], main: Source, pointer: string): Place {
  const found = parts.find(({ at }) => pointer === at || pointer.startsWith(`${at}/`));
  if (found === undefined) return { file: main.file, ...main.locate(pointer) };
  return { file: found.source.file, ...found.source.locate(`${found.pointer}${pointer.slice(found.at.length)}`) };
}
