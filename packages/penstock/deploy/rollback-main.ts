import { words } from '../cli/option-values.ts';
import { runCommand } from '../cli/run-command.ts';
import { explained } from '../ops/aws-errors.ts';
import { partsOfApp, regionOption, stageOption } from './parts-of-app.ts';
import { rollback } from './rollback.ts';

await runCommand(
  {
    name: 'npm run rollback --',
    summary:
      'Deploys an earlier release of a stage again, region after region, what serves first. Data stays as it is.',
    options: {
      stage: stageOption,
      region: regionOption,
      to: { value: 'RELEASE', help: 'a release that was deployed from here; the last good one by default' },
      assembly: { value: 'FOLDER', help: 'a cloud assembly from elsewhere, such as one that the pipeline kept' },
    },
    notes: ['Releases are in .penstock/releases, the last ten of each stage; a pipeline keeps its own as artifacts.'],
  },
  async (values) => rollback(await partsOfApp(values), words(values, 'region', 'to', 'assembly')),
  { explained },
);
