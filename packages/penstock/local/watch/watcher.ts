import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import { type Change, changesBetween, type Snapshot, scan, type Watched } from './scan.ts';

export interface Watcher {
  /** Watches something else from here on. */
  follow(watched: Watched): Promise<void>;
  /** Takes what was written of these paths so far as seen. */
  absorb(isOurs: (path: string) => boolean): Promise<void>;
  close(): void;
}

export interface WatcherOptions {
  readonly root: string;
  readonly watched: Watched;
  readonly changed: (changes: readonly Change[]) => void;
  /** Hears once of a folder that the system does not watch. */
  readonly failed: (error: Error) => void;
  /** For how long nothing may be written before it is looked at: editors write a file in several steps. */
  readonly settleMs?: number;
}

/**
 * Hears of files that are written. What the system reports is a hint to look: it says too little (a file that an editor
 * replaces) or too much (one that is only read), and differs from system to system.
 */
export async function watchFiles(options: WatcherOptions): Promise<Watcher> {
  const { root, changed, failed, settleMs = 40 } = options;
  let { watched } = options;
  let seen = await scan(root, watched);
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  const watchers = new Map<string, FSWatcher>();
  const look = async () => {
    const found = await scan(root, watched);
    const changes = changesBetween(seen, found);
    seen = found;
    follow();
    if (changes.length > 0) changed(changes);
  };
  const inTurn = (step: () => Promise<void>) => {
    looking = looking.then(step);
    return looking;
  };
  const hint = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void inTurn(look), settleMs);
  };
  const follow = () => {
    for (const [folder, watcher] of watchers) {
      if (seen.folders.has(folder)) continue;
      watcher.close();
      watchers.delete(folder);
    }
    const fresh = [...seen.folders].filter((folder) => !watchers.has(folder));
    for (const folder of fresh) watchers.set(folder, watchFolder(join(root, folder), hint, failed));
    // What was written in one before its watcher was there.
    if (fresh.length > 0) hint();
  };
  follow();
  return {
    follow: (next) =>
      inTurn(async () => {
        watched = next;
        const found = await scan(root, watched);
        const known = new Map([...found.files].map(([path, mark]) => [path, seen.files.get(path) ?? mark]));
        seen = { ...found, files: known };
        follow();
        hint();
      }),
    absorb: (isOurs) =>
      inTurn(async () => {
        seen = absorbed(seen, await scan(root, watched), isOurs);
      }),
    close: () => {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

function absorbed(seen: Snapshot, found: Snapshot, isOurs: (path: string) => boolean): Snapshot {
  const others = [...seen.files].filter(([path]) => !isOurs(path));
  return { ...seen, files: new Map([...others, ...[...found.files].filter(([path]) => isOurs(path))]) };
}

function watchFolder(folder: string, hint: () => void, failed: (error: Error) => void): FSWatcher {
  const watcher = watch(folder, { persistent: false }, hint);
  watcher.on('error', (error: NodeJS.ErrnoException) => {
    // A folder that is removed is no failure, and Windows reports it as one.
    if (error.code === 'ENOENT' || error.code === 'EPERM') hint();
    else failed(error);
  });
  return watcher;
}
