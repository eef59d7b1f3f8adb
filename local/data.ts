import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalError } from './problems.ts';

/**
 * Takes a folder for one local cloud at a time: tables, queues, archives, logs, the issuer's key and the assembly are kept in it.
 *
 * @returns gives the folder back
 * @throws LocalError when another local cloud runs in it
 */
export function takeFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, 'running.pid');
  const holder = holderOf(lock);
  if (holder !== undefined) {
    throw new LocalError(
      `A local cloud already runs in ${folder} (process ${holder}). Stop it, or give this one a --data folder of its own.`,
    );
  }
  writeFileSync(lock, String(process.pid));
  return () => rmSync(lock, { force: true });
}

/** The process in the lock, if it still runs: one that was killed leaves its lock behind. */
function holderOf(lock: string): number | undefined {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    // 0 and below are groups of processes, and an empty lock reads as 0.
    return pid > 0 && process.kill(pid, 0) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Removes what the tables, queues, archives and logs of earlier runs left, and nothing else: the folder may be anyone's. */
export function emptyFolder(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (/^(dynamodb-.+|events)\.db/.test(name) || name === 'logs' || name === 'streams.json')
      rmSync(join(folder, name), { recursive: true });
  }
}
