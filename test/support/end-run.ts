import { rmSync } from 'node:fs';
import { stagesFolder } from './stages.ts';

export default function endRun(): void {
  rmSync(process.env[stagesFolder] ?? '', { recursive: true, force: true });
}
