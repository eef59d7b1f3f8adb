import type { Command } from '../cli/command.ts';

const stage = { value: 'STAGE', help: 'of lib/stages.ts; has to be given' } as const;
const region = { value: 'REGION', help: 'this one of the stage alone; every one by default' } as const;

export const deployCommand: Command = {
  name: 'npm run deploy --',
  summary: 'Deploys a stage: preflight, data, then region after region with its smoke test. Repeating it is safe.',
  options: { stage, region },
  notes: [
    'The app pins the CDK CLI that it runs; npm run diff shows what would change, docs/deploy.md every step.',
    'lib/smoke.ts says how a region is asked whether it serves; it reads SMOKE_TOKEN, or SMOKE_CLIENT_ID and SMOKE_CLIENT_SECRET.',
  ],
};

export const preflightCommand: Command = {
  name: 'npm run preflight --',
  summary: 'Finds what would stop a deployment of a stage, and says the command that mends it. Changes nothing.',
  options: { stage },
  notes: ['It asks AWS by the lookup role of the bootstrap where it may, else by your own credentials.'],
};

export const rollbackCommand: Command = {
  name: 'npm run rollback --',
  summary: 'Deploys an earlier release of a stage again, region after region, what serves first. Data stays as it is.',
  options: {
    stage,
    region,
    to: { value: 'RELEASE', help: 'a release that was deployed from here; the last good one by default' },
    assembly: { value: 'FOLDER', help: 'a cloud assembly from elsewhere, such as one that the pipeline kept' },
  },
  notes: ['Releases are in .penstock/releases, the last ten of each stage; a pipeline keeps its own as artifacts.'],
};
