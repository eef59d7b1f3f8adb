import { existsSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { documentParts, isData, isMap } from './document-parts.ts';
import { ContractError, type Finding } from './finding.ts';
import { asObject, isObject, type JsonObject } from './json.ts';
import type { Place } from './locate.ts';
import { escapeSegment, target } from './node.ts';
import { readSource, type Source } from './source.ts';

/**
 * A contract in several files as one document. A reference to another file (`parcels.yaml#/paths/~1v1~1parcels`) brings
 * that file's components along, under their names; a path is put where it is referred to. A component may be a reference
 * to the one of its name in another file. What is found about a part is placed in the file that it is from.
 *
 * @throws ContractError for files that can't be read, references that lead nowhere, and two components of one name
 */
export function joinFiles(main: Source): Source {
  const joined = new Joined(main);
  return joined.isSeveral ? joined.source() : main;
}

/** A part of the joined document, and where it is from. */
interface Part {
  readonly at: string;
  readonly source: Source;
  readonly pointer: string;
}

class Joined {
  readonly #main: Source;
  readonly #sources = new Map<string, Source>();
  readonly #parts: Part[] = [];
  readonly #findings: Finding[] = [];

  constructor(main: Source) {
    this.#main = main;
    this.#sources.set(normalize(main.file).split(sep).join('/'), main);
    this.#load(main);
  }

  get isSeveral(): boolean {
    return this.#sources.size > 1 || this.#findings.length > 0;
  }

  source(): Source {
    const root: JsonObject = {
      ...asObject(this.#rewritten(this.#main.root, this.#main)),
      paths: this.#paths(),
      components: this.#components(),
    };
    if (this.#findings.length > 0) throw new ContractError(this.#findings);
    const parts = this.#parts.toSorted((a, b) => b.at.length - a.at.length);
    return { file: this.#main.file, root, locate: (pointer) => locateIn(parts, this.#main, pointer) };
  }

  /** Reads every file that a reference leads to, and those that these lead to. */
  #load(source: Source): void {
    for (const { reference, pointer } of references(source.root)) {
      const file = fileOf(source, reference);
      if (file === undefined || this.#sources.has(file)) continue;
      if (!existsSync(file)) {
        this.#refuse(source, pointer, `a file, received ${JSON.stringify(reference)}`, `Write ${file}, or correct it.`);
        continue;
      }
      const read = readSource(file, part);
      this.#sources.set(file, read);
      this.#load(read);
    }
  }

  /** Path items in other files, in place of the references to them. */
  #paths(): JsonObject {
    const entries = Object.entries(asObject(this.#main.root.paths)).map(([path, item]) => {
      const at = `/paths/${escapeSegment(path)}`;
      const from = isObject(item) && typeof item.$ref === 'string' ? this.#find(item.$ref, this.#main, at) : undefined;
      if (from === undefined) return [path, this.#rewritten(item, this.#main)];
      this.#parts.push({ at, source: from.source, pointer: from.pointer });
      return [path, this.#rewritten(from.value, from.source)];
    });
    return Object.fromEntries(entries);
  }

  /** The components of all files by their names. */
  #components(): JsonObject {
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
      group[name] = this.#rewritten(value, source);
    }
    return all;
  }

  *#eachComponent() {
    for (const source of this.#sources.values()) {
      for (const [kind, members] of Object.entries(asObject(source.root.components))) {
        for (const [name, value] of Object.entries(asObject(members))) yield { source, kind, name, value };
      }
    }
  }

  /** Whether a component is only a reference to the one of its name in another file: that is the component. */
  #isElsewhere(value: unknown, source: Source, at: string): boolean {
    if (!isObject(value) || typeof value.$ref !== 'string' || !value.$ref.endsWith(`#${at}`)) return false;
    return fileOf(source, value.$ref) !== undefined && this.#find(value.$ref, source, at) !== undefined;
  }

  #find(reference: string, source: Source, at: string) {
    const file = fileOf(source, reference);
    const found = file === undefined ? undefined : this.#sources.get(file);
    if (found === undefined) return undefined;
    const node = target(found.root, `#${reference.split('#')[1] ?? ''}`);
    if (node === undefined) {
      this.#refuse(source, `${at}/$ref`, `a reference that leads somewhere, received "${reference}"`, 'Correct it.');
    }
    return node === undefined ? undefined : { ...node, source: found };
  }

  /** The same value, its references as the joined document writes them. */
  #rewritten(value: unknown, source: Source, isMapOfNames = false): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#rewritten(item, source));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => {
        if (isMapOfNames) return [key, this.#rewritten(member, source)];
        if (isData(key)) return [key, member];
        if (key !== '$ref' || typeof member !== 'string') return [key, this.#rewritten(member, source, isMap(key))];
        const file = fileOf(source, member);
        return [key, file === undefined || !this.#sources.has(file) ? member : `#${member.split('#')[1] ?? ''}`];
      }),
    );
  }

  #refuse(source: Source, pointer: string, expected: string, fix: string): void {
    const message = `expected ${expected}`;
    this.#findings.push({
      file: source.file,
      ...source.locate(pointer),
      path: pointer,
      rule: 'reference',
      message,
      fix,
    });
  }
}

const part = {
  document: 'a part of an OpenAPI document',
  write: 'Write a mapping with paths and components.',
  name: 'Correct the reference to it.',
};

function* references(root: JsonObject): Generator<{ reference: string; pointer: string }> {
  for (const { value, pointer } of documentParts({ value: root, pointer: '' })) {
    if (isObject(value) && typeof value.$ref === 'string') yield { reference: value.$ref, pointer: `${pointer}/$ref` };
  }
}

/** The file that a reference leads to, as messages name it; undefined for one within its own, and for an address. */
function fileOf(source: Source, reference: string): string | undefined {
  const [path = ''] = reference.split('#');
  if (path === '' || /^[a-z][a-z0-9+.-]*:/i.test(path)) return undefined;
  return join(dirname(source.file), decodeURI(path)).split(sep).join('/');
}

/** Where a pointer of the joined document leads in the file it is from. */
function locateIn(parts: readonly Part[], main: Source, pointer: string): Place {
  const found = parts.find(({ at }) => pointer === at || pointer.startsWith(`${at}/`));
  if (found === undefined) return { file: main.file, ...main.locate(pointer) };
  return { file: found.source.file, ...found.source.locate(`${found.pointer}${pointer.slice(found.at.length)}`) };
}
