import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { hashOf } from './hash.ts';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  /** Of this repository: `resolved` is its folder. */
  readonly link?: boolean;
  readonly dependencies?: Names;
  readonly optionalDependencies?: Names;
  readonly peerDependencies?: Names;
}

type Names = Readonly<Record<string, unknown>>;
/** `packages` of a package-lock.json: by folder. */
export type Lock = Readonly<Record<string, Locked>>;

export const readLock = (): Lock => JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;

/** The package that a module is of: `@scope/name` or `name`. */
export const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** Changes with any package that these need, and with the sources of those that are of this repository. */
export function hashOfPackages(lock: Lock, names: readonly string[]): string {
  const hash = createHash('sha256');
  for (const folder of [...neededBy(lock, names)].toSorted()) {
    const { version = '', integrity = '', link, resolved = '' } = lock[folder] ?? {};
    hash.update(JSON.stringify([folder, version, integrity, link ? hashOf(sourcesOf(resolved)) : '']));
  }
  return hash.digest('base64url');
}

const sourcesOf = (folder: string): readonly string[] =>
  globSync(`${folder}/**/*.{ts,js,json}`, { exclude: ['**/dist/**', '**/test/**', '**/node_modules/**'] });

/** The folders of these packages and of all that they depend on. */
function neededBy(lock: Lock, names: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const open = names.map((name) => ({ name, from: '' }));
  for (const { name, from } of open) {
    const folder = folderOf(lock, name, from);
    if (folder === undefined || found.has(folder)) continue;
    found.add(folder);
    const { link, resolved = '' } = lock[folder] ?? {};
    const own = link ? resolved : folder;
    const { dependencies, optionalDependencies, peerDependencies } = lock[own] ?? {};
    const needed = { ...dependencies, ...optionalDependencies, ...peerDependencies };
    open.push(...Object.keys(needed).map((next) => ({ name: next, from: own })));
  }
  return found;
}

/** Where Node finds a package: in the folder's own node_modules, or in one further up. */
function folderOf(lock: Lock, name: string, from: string): string | undefined {
  const parts = from === '' ? [] : from.split('/');
  for (let length = parts.length; length >= 0; length -= 1) {
    const folder = [...parts.slice(0, length), 'node_modules', name].join('/');
    if (folder in lock) return folder;
  }
  return undefined;
}
