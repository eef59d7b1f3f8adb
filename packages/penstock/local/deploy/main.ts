import { join, resolve } from 'node:path';
import { appRoot, exportOf } from '../../cli/app.ts';
import type { Command } from '../../cli/command.ts';
import { apiPort, portOf } from '../../cli/port-option.ts';
import { runCommand } from '../../cli/run-command.ts';
import { UserError } from '../../cli/user-error.ts';
import type { Stage } from '../../constructs/stage/stage.ts';
import type { OperatorAccess } from '../control.ts';
import { emptyFolderName } from '../data.ts';
import { endOnSignal } from '../end-on-signal.ts';
import { text } from '../json.ts';
import { LocalError } from '../problems.ts';
import { regionTable } from '../welcome.ts';
import { cdkDeploy } from './cdk.ts';
import { startEmptyCloud } from './empty-cloud.ts';
import { environmentLines } from './environment.ts';
import { runningCloud } from './running.ts';

const command: Command = {
  name: 'npm run deploy:local --',
  summary:
    'Deploys a stage with the CDK CLI to a local cloud: to one that npm start -- --empty runs, or to one that it starts, until Ctrl-C.',
  options: {
    stage: { value: 'STAGE', default: 'local', help: 'of lib/stages.ts' },
    port: {
      ...apiPort,
      help: 'of the API, where none runs yet, and those after it of further regions; 0 for any free ones',
    },
    grpc: { help: 'serves the methods of contract/rpc by gRPC too, as for a stage that has grpc' },
    'grpc-port': { value: 'PORT', default: '50051', help: 'of that, where none runs yet; 0 for any free one' },
    data: { value: 'FOLDER', help: 'of the local cloud; .penstock/empty by default' },
    'print-env': { help: 'prints the environment in which the CDK CLI and AWS SDKs reach the one that runs' },
  },
  notes: [
    'npx cdk deploy, diff, drift, watch and destroy work in that environment too: docs/how-to/deploy-locally.md.',
  ],
};

await runCommand(command, async (values) => {
  process.umask(0o077);
  const given = text(values.data);
  const folder = given === undefined ? join(appRoot(), '.penstock', emptyFolderName) : resolve(given);
  const running = await runningCloud(folder);
  if (values['print-env'] === true) return printEnvironment(running, folder);
  const stage = String(values.stage);
  const grpc = values.grpc === true;
  const { regions, grpc: ownGrpc } = await stageOf(stage);
  if (running !== undefined) {
    await deploy(stage, running, grpc);
    return;
  }
  const grpcPort = grpc || ownGrpc !== undefined ? portOf(values['grpc-port'], '--grpc-port') : undefined;
  let stop = async () => {};
  endOnSignal(() => {
    process.stdout.write('\nStopping ...\n');
    return stop();
  });
  const isHome = given === undefined;
  const cloud = await startEmptyCloud({ folder, isHome, port: portOf(values.port), grpcPort, regions, print });
  stop = cloud.close;
  try {
    await deploy(stage, cloud.access, grpc);
  } catch (error) {
    await cloud.close();
    throw error;
  }
  const apis = cloud.regions ?? [];
  if (apis.length > 0) print(regionTable(apis));
  print(`Penstock is ready on ${cloud.url}`);
});

async function deploy(stage: string, access: OperatorAccess, grpc: boolean): Promise<void> {
  await cdkDeploy({ stage, access, root: appRoot(), grpc });
  print(`\nThe API of stage ${stage}: ${access.api}`);
}

function printEnvironment(running: OperatorAccess | undefined, folder: string): void {
  if (running === undefined) {
    throw new LocalError(`No local cloud without a stage runs in ${folder}. Start one with npm start -- --empty.`);
  }
  for (const line of environmentLines(running)) print(line);
}

/** @throws UserError for a stage that there is not */
async function stageOf(stage: string): Promise<Stage> {
  const stages = await exportOf<Readonly<Record<string, Stage>>>('lib/stages.ts', 'stages');
  const found = stages[stage];
  if (found !== undefined) return found;
  throw new UserError(`--stage is one of ${Object.keys(stages).join(', ')}, received ${JSON.stringify(stage)}.`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
