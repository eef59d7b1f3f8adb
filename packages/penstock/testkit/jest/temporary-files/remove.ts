import { rmSync } from 'node:fs';
import { folderOfRun } from './folder.ts';

/** After every test file: nothing is left of the run. */
export default function removeTemporaryFiles(): void {
  const folder = process.env[folderOfRun];
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
