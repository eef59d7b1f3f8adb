import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import collectTemporaryFiles from '../../packages/penstock/testkit/jest/temporary-files/collect.ts';
import { stagesFolder } from './stages.ts';

const home = join(import.meta.dirname, '../../.penstock');

/** Before any test file: makes the folder of the stages that the test files of this run share, and that of temporary files. */
export default function prepareRun(): void {
  collectTemporaryFiles();
  // For their owner alone, as everything below `.penstock`.
  mkdirSync(home, { recursive: true, mode: 0o700 });
  process.env[stagesFolder] ??= mkdtempSync(join(home, 'test-'));
}
