import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OperatorAccess } from './control.ts';
import { makePrivateFile } from './private-files.ts';

export interface AccessFile {
  readonly path: string;
  remove(): void;
}

/**
 * Writes where and as whom the stage is operated into a file of the person who runs it. The key may do anything, so it
 * is told to nobody over HTTP: who can read the file may have it.
 *
 * @param folder the data folder; absent: a temporary one
 */
export function writeAccessFile(access: OperatorAccess, folder?: string): AccessFile {
  const temporary = folder === undefined ? mkdtempSync(join(tmpdir(), 'penstock-access-')) : undefined;
  const path = join(folder ?? temporary ?? '', 'access.json');
  makePrivateFile(path);
  writeFileSync(path, `${JSON.stringify(access)}\n`);
  return { path, remove: () => rmSync(temporary ?? path, { recursive: true, force: true }) };
}
