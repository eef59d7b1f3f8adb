import { join } from 'node:path';
import { runCommand } from '../../cli/run-command.ts';
import { explained } from '../../ops/aws-errors.ts';
import { readAssembly } from '../assembly.ts';
import { preflightCommand } from '../command-lines.ts';
import { partsOfApp } from '../parts-of-app.ts';
import { synthesizeStage } from '../synthesize.ts';
import { preflight } from './preflight.ts';
import { report } from './report.ts';

await runCommand(
  preflightCommand,
  async (values) => {
    const parts = await partsOfApp(values);
    const stacks = readAssembly(await synthesizeStage(parts, join(parts.folder, 'protected')));
    const { stage, fetch, console } = parts;
    report(stage.name, await preflight({ stage, stacks, cloud: parts.cloud(stacks), fetch }), console);
  },
  { explained },
);
