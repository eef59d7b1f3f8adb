import { runCommand } from '../cli/run-command.ts';
import { explained } from '../ops/aws-errors.ts';
import { deploy } from './deploy.ts';
import { partsOfApp, regionOption, stageOption } from './parts-of-app.ts';

await runCommand(
  {
    name: 'npm run deploy --',
    summary: 'Deploys a stage: preflight, data, then region after region with its smoke test. Repeating it is safe.',
    options: { stage: stageOption, region: regionOption },
    notes: [
      'The app pins the CDK CLI that it runs; npm run diff shows what would change, docs/deploy.md every step.',
      'lib/smoke.ts says how a region is asked whether it serves; it reads SMOKE_TOKEN, or SMOKE_CLIENT_ID and SMOKE_CLIENT_SECRET.',
    ],
  },
  async (values) => {
    const { region } = values;
    await deploy(await partsOfApp(values), {
      now: new Date(),
      ...(region === undefined ? {} : { region: String(region) }),
    });
  },
  { explained },
);
