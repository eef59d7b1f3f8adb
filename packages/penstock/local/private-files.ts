import { chmodSync, closeSync, lstatSync, mkdirSync, openSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { LocalError } from './problems.ts';

/** The modes of what nobody but its owner may read: a stage's tables, keys, logs. */
const folderMode = 0o700;
export const fileMode = 0o600;

/**
 * Makes a folder, and those above it that are missing, for its owner alone. One that is there stays as it is.
 *
 * @throws LocalError where that is not possible
 */
export function makePrivateFolder(path: string): void {
  orFail(path, () => makeFolder(resolve(path)));
}

/**
 * One folder after the other: Node's `recursive` does not end where the system answers ENOENT below a folder that is
 * there, as it does in `/proc`.
 */
function makeFolder(path: string): void {
  if (isFolder(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path, folderMode);
  } catch (error) {
    // Somebody else's is as good.
    if (!isFolder(path)) throw error;
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/**
 * Makes an empty file for its owner alone, or closes one that is there to everybody else.
 *
 * @throws LocalError where that is not possible
 */
export function makePrivateFile(path: string): void {
  orFail(path, () => {
    closeSync(openSync(path, 'a', fileMode));
    chmodSync(path, fileMode);
  });
}

/** Closes a folder, and nothing in it, to everybody but its owner. */
export function closeFolder(path: string): void {
  chmodSync(path, folderMode);
}

/** Closes a file, or a folder with all that is in it, to everybody but its owner; links are left alone. */
export function closeToOthers(path: string): void {
  const entry = lstatSync(path);
  if (entry.isDirectory()) {
    chmodSync(path, folderMode);
    for (const name of readdirSync(path)) closeToOthers(join(path, name));
  } else if (entry.isFile()) {
    chmodSync(path, fileMode);
  }
}

function orFail(path: string, write: () => void): void {
  try {
    write();
  } catch (cause) {
    throw new LocalError(`${path} cannot be written (${Object(cause).code}). Choose another folder with --data.`, {
      cause,
    });
  }
}
