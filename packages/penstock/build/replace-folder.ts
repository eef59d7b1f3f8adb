import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, normalize, relative, sep } from 'node:path';

/**
 * Makes `folder` hold exactly these files. A file that is right already is left alone and the others change in one
 * step each, so that two builds at once, or a build beside a running local cloud, never see half a file.
 *
 * @param files by absolute path
 * @param beside by path relative to the folder
 */
export async function replaceFolder(
  folder: string,
  files: ReadonlyMap<string, Uint8Array>,
  beside: Readonly<Record<string, string>> = {},
): Promise<void> {
  const wanted = new Map([...files].map(([path, content]) => [relative(folder, path), Buffer.from(content)]));
  for (const [path, content] of Object.entries(beside)) wanted.set(normalize(path), Buffer.from(content));
  await mkdir(folder, { recursive: true });
  await Promise.all([...wanted].map(([path, content]) => writeChanged(folder, path, content)));
  await removeOthers(folder, new Set(wanted.keys()));
}

async function writeChanged(folder: string, path: string, content: Buffer): Promise<void> {
  const target = join(folder, path);
  const current = await readFile(target).catch(() => undefined);
  if (current?.equals(content)) return;
  await mkdir(dirname(target), { recursive: true });
  // Beside the function's folder, never in it: whatever lies there is part of what is deployed.
  const draft = join(folder, `.${process.pid}-${path.replaceAll(sep, '-')}`);
  await writeFile(draft, content);
  await rename(draft, target);
}

async function removeOthers(folder: string, wanted: ReadonlySet<string>): Promise<void> {
  const folders = new Set([...wanted].map((path) => path.split(sep)[0]));
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = relative(folder, join(entry.parentPath, entry.name));
    const stale = entry.isDirectory() ? !folders.has(path.split(sep)[0]) : !wanted.has(path) && !path.startsWith('.');
    if (stale) await rm(join(folder, path), { recursive: true, force: true });
  }
}
