import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { stagesFolder } from './stages.ts';

const home = join(import.meta.dirname, '../../.penstock');

/** Before any test file: makes the folder of the stages that the test files of this run share. */
export default function prepareRun(): void {
  // For their owner alone, as everything below `.penstock`.
  mkdirSync(home, { recursive: true, mode: 0o700 });
  process.env[stagesFolder] ??= mkdtempSync(join(home, 'test-'));
}
