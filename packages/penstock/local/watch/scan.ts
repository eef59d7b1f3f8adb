import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What is watched below a root: whole folders, and single files elsewhere. */
export interface Watched {
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

export interface Change {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly kind: 'added' | 'changed' | 'removed';
}

export interface Snapshot {
  /** Something that is another when the file was written, by path. */
  readonly files: ReadonlyMap<string, string>;
  /** Every folder that one of them is in, or may come to be in. */
  readonly folders: ReadonlySet<string>;
}

/** Looks at everything that is watched: a few hundred files take 10 ms. */
export async function scan(root: string, watched: Watched): Promise<Snapshot> {
  const listed = await Promise.all(watched.folders.map((folder) => list(root, folder)));
  const entries = listed.flat();
  const paths = [...watched.files, ...entries.flatMap(({ path, isFolder }) => (isFolder ? [] : [path]))];
  const marks = await Promise.all(paths.map(async (path) => [path, await markOf(join(root, path))] as const));
  const files = new Map(marks.filter((mark): mark is readonly [string, string] => mark[1] !== undefined));
  const folders = entries.flatMap(({ path, isFolder }) => (isFolder ? [path] : []));
  return { files, folders: new Set([...folders, ...watched.files.map((path) => dirname(path))]) };
}

interface Entry {
  readonly path: string;
  readonly isFolder: boolean;
}

/** The folder itself, and all below it; nothing where there is none. */
async function list(root: string, folder: string): Promise<readonly Entry[]> {
  const found = await readdir(join(root, folder), { withFileTypes: true }).catch(() => undefined);
  if (found === undefined) return [];
  const below = found.map(async (entry): Promise<readonly Entry[]> => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? list(root, path) : [{ path, isFolder: false }];
  });
  return [{ path: folder, isFolder: true }, ...(await Promise.all(below)).flat()];
}

async function markOf(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found === undefined ? undefined : `${found.mtimeMs} ${found.size}`;
}

export function changesBetween(before: Snapshot, after: Snapshot): readonly Change[] {
  const written = [...after.files].flatMap(([path, mark]): readonly Change[] => {
    const old = before.files.get(path);
    if (old === mark) return [];
    return [{ path, kind: old === undefined ? 'added' : 'changed' }];
  });
  const removed = [...before.files.keys()].filter((path) => !after.files.has(path));
  return [...written, ...removed.map((path): Change => ({ path, kind: 'removed' }))];
}
