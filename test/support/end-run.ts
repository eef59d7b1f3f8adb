import { rmSync } from 'node:fs';
import removeTemporaryFiles from '../../packages/penstock/testkit/jest/temporary-files/remove.ts';
import { stagesFolder } from './stages.ts';

export default function endRun(): void {
  rmSync(process.env[stagesFolder] ?? '', { recursive: true, force: true });
  removeTemporaryFiles();
}
