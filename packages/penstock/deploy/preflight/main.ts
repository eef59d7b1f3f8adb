import { join } from 'node:path';
import { runCommand } from '../../cli/run-command.ts';
import { explained } from '../../ops/aws-errors.ts';
import { readAssembly } from '../assembly.ts';
import { partsOfApp, stageOption } from '../parts-of-app.ts';
import { synthesizeStage } from '../synthesize.ts';
import { preflight } from './preflight.ts';
import { report } from './report.ts';

await runCommand(
  {
    name: 'npm run preflight --',
    summary: 'Finds what would stop a deployment of a stage, and says the command that mends it. Changes nothing.',
    options: { stage: stageOption },
    notes: ['It asks AWS by the lookup role of the bootstrap where it may, else by your own credentials.'],
  },
  async (values) => {
    const parts = await partsOfApp(values);
    const stacks = readAssembly(await synthesizeStage(parts, join(parts.folder, 'protected')));
    const { stage, fetch, console } = parts;
    report(stage.name, await preflight({ stage, stacks, cloud: parts.cloud(stacks), fetch }), console);
  },
  { explained },
);
