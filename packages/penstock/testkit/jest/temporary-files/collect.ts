import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderOfRun, variables } from './folder.ts';

/** Before any test file: the temporary files of this run go into one folder, also those of a process that is killed. */
export default function collectTemporaryFiles(): void {
  if (process.env[folderOfRun] !== undefined) return;
  const folder = mkdtempSync(join(tmpdir(), 'penstock-test-'));
  for (const name of [folderOfRun, ...variables]) process.env[name] = folder;
}
