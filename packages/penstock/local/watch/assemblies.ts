import { readdirSync, rmSync } from 'node:fs';
import { join, sep } from 'node:path';

/** The folders of a stage's assemblies, one for each synth: functions run from theirs until they get other code. */
export interface Assemblies {
  /** A folder for the next. */
  next(): string;
  /** Removes all but those that are, or hold, one of these paths. */
  keep(paths: readonly string[]): void;
}

/** @param folder the data folder; what earlier runs left in it is removed */
export function createAssemblies(folder: string): Assemblies {
  const first = join(folder, 'assembly');
  let count = 0;
  const present = () => readdirSync(folder).filter((name) => /^assembly(-\d+)?$/.test(name));
  const remove = (name: string) => rmSync(join(folder, name), { recursive: true, force: true });
  for (const name of present()) remove(name);
  return {
    next: () => {
      count++;
      return count === 1 ? first : `${first}-${count}`;
    },
    keep: (paths) => {
      const isUsed = (path: string) => paths.some((used) => used === path || used.startsWith(path + sep));
      for (const name of present()) if (!isUsed(join(folder, name))) remove(name);
    },
  };
}
