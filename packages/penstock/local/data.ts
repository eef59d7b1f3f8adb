import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeFolder, closeToOthers, fileMode, makePrivateFolder } from './private-files.ts';
import { LocalError } from './problems.ts';

/** Of a stage in several regions: a folder for each. */
export const regionsFolder = 'regions';

/** Of a cloud in which nothing is deployed, beside the folders of the stages. */
export const emptyFolderName = 'empty';

/** The API keys that were made at run time. */
export const keysFile = 'api-keys.db';

/** The objects of buckets. */
export const objectsFile = 'objects.db';

/** What tables, queues, archives and logs are kept in: gone with `--fresh`. */
const isEmptied = (name: string): boolean =>
  /^(dynamodb-.+|events|api-keys|objects)\.db/.test(name) || ['logs', 'streams.json', regionsFolder].includes(name);

/** The issuer's key, the generated secrets, the synthesized assemblies and what tells that a local cloud runs here. */
const lasting = /^(assets|issuer-key\.pem|secrets\.json|assembly(-\d+)?|running\.pid|access\.json)$/;

const isOurs = (name: string): boolean => isEmptied(name) || lasting.test(name);

/**
 * Takes a folder for one local cloud at a time.
 *
 * @returns gives the folder back
 * @throws LocalError when another local cloud runs in it
 */
export function takeFolder(folder: string): () => void {
  openDataFolder(folder);
  const lock = join(folder, 'running.pid');
  const holder = holderOf(lock);
  if (holder !== undefined) {
    throw new LocalError(
      `A local cloud already runs in ${folder} (process ${holder}). Stop it, or give this one a --data folder of its own.`,
    );
  }
  writeFileSync(lock, String(process.pid), { mode: fileMode });
  return () => rmSync(lock, { force: true });
}

/**
 * Makes a data folder, and closes to everybody else what is in it from before. A folder that holds anything of another's
 * keeps its own mode: it may be anyone's.
 */
export function openDataFolder(folder: string): void {
  makePrivateFolder(folder);
  const names = readdirSync(folder);
  if (names.every(isOurs)) closeToOthers(folder);
  else for (const name of names.filter(isOurs)) closeToOthers(join(folder, name));
}

/** Makes the folder in which those of the stages are, or closes it to everybody else; what is in it stays as it is. */
export function openHome(folder: string): void {
  makePrivateFolder(folder);
  closeFolder(folder);
}

/** The process of the local cloud that runs in a folder, if one does. */
export const holderOfFolder = (folder: string): number | undefined => holderOf(join(folder, 'running.pid'));

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
  for (const name of readdirSync(folder).filter(isEmptied)) rmSync(join(folder, name), { recursive: true });
}
