import type { Server } from 'node:http';
import { join, resolve } from 'node:path';
import { appRoot, exportOf } from '../cli/app.ts';
import type { Command } from '../cli/command.ts';
import type { Values } from '../cli/options.ts';
import { apiPort, portOf } from '../cli/port-option.ts';
import { runCommand } from '../cli/run-command.ts';
import type { Stage } from '../constructs/stage/stage.ts';
import { apiWishes } from './api-ports.ts';
import { emptyFolder, emptyFolderName, openHome, takeFolder } from './data.ts';
import { chooseEngine } from './dynamodb/choice.ts';
import { endOnSignal } from './end-on-signal.ts';
import type { GrpcSession } from './grpc/session.ts';
import { text } from './json.ts';
import { bindServers, originOf, type Wish } from './port.ts';
import { LocalError } from './problems.ts';
import { isOnThisMachine, portOfUrl } from './provider/address.ts';
import type { Session } from './session.ts';
import { terminals } from './terminals.ts';
import { emptyWelcome, welcome } from './welcome.ts';

const command: Command = {
  name: 'npm start --',
  summary: 'Synthesizes a stage and runs it on this machine, until Ctrl-C.',
  options: {
    port: {
      ...apiPort,
      help: 'of the API, and those after it of the further regions; 0 for any free ones, and then of the simulated provider too',
    },
    'provider-port': {
      value: 'PORT',
      help: 'of the simulated provider; by default where the stage expects it',
    },
    grpc: {
      help: 'serves the methods of contract/rpc by gRPC too, beside the API; with --empty those of what is deployed',
    },
    'grpc-port': { value: 'PORT', default: '50051', help: 'of that; 0 for any free one' },
    stage: { value: 'STAGE', default: 'local', help: 'of lib/stages.ts, with local: true' },
    empty: { help: 'runs no stage: the CDK CLI deploys to it, see npm run deploy:local' },
    region: { value: 'REGION,...', help: 'of an empty one, the first one first; eu-west-1 by default' },
    data: { value: 'FOLDER', help: 'where tables, queues, keys and logs are retained; .penstock/STAGE by default' },
    fresh: { help: 'begins with empty tables, queues, archives and logs' },
    verbose: { help: 'prints each step of each event' },
    'no-watch': { help: 'runs on as it started when its sources change' },
    'queue-speed': {
      value: 'N',
      default: '1',
      help: 'how many times faster the time of queues goes: a retry window of hours passes in minutes',
    },
  },
  notes: [
    'PENSTOCK_ENGINE, in the environment, chooses the engine of the tables: dynoxide or embedded.',
    'DYNAMODB_ENDPOINT names a DynamoDB-compatible engine of your own to use.',
  ],
};
await runCommand(command, async (values) => {
  // Whatever is written from here on, by what this starts too, is for its owner alone.
  process.umask(0o077);
  const home = join(appRoot(), '.penstock');
  const isEmpty = values.empty === true;
  const stage = isEmpty ? emptyFolderName : String(values.stage);
  const given = text(values.data);
  const folder = given === undefined ? join(home, stage) : resolve(given);
  const queueSpeed = speedOf(values['queue-speed']);
  // Before a synth of seconds: it throws for a name that is none.
  chooseEngine();
  let stop = async () => {};
  endOnSignal(() => {
    print('\nStopping ...');
    return stop();
  });
  if (isEmpty) {
    const cloud = await startEmpty(values, { folder, isHome: given === undefined, queueSpeed });
    stop = cloud.close;
    return print(emptyWelcome(cloud));
  }
  const providerPort = text(values['provider-port']) ?? (values.port === '0' ? '0' : undefined);
  const grpcWish = grpcWishOf(values);
  const wishes = [...(await wishesOf(stage, values.port, providerPort)), ...grpcWish];
  const servers = await bindServers(wishes);
  const ofRegions = servers.filter((_, index) => wishes[index]?.option === '--port');
  const provider = servers.find((_, index) => wishes[index]?.option === '--provider-port');
  const grpcServer = servers.find((_, index) => wishes[index]?.option === '--grpc-port');
  try {
    if (given === undefined) openHome(home);
    process.once('exit', takeFolder(folder));
    if (values.fresh === true) emptyFolder(folder);
    const isMoved = providerPort !== undefined;
    const cloudSession = await start({
      stage,
      folder,
      servers: ofRegions,
      provider,
      isMoved,
      queueSpeed,
      verbose: values.verbose === true,
      grpc: grpcServer !== undefined,
    });
    const { session, port: grpcPort } =
      grpcServer === undefined
        ? { session: cloudSession, port: undefined }
        : await serveGrpc(cloudSession, grpcServer, values.verbose === true);
    const loop = values['no-watch'] === true ? undefined : await follow(session);
    stop = async () => {
      await loop?.close();
      await session.close();
    };
    print(welcome(session.cloud, { grpcPort }));
  } catch (error) {
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
    throw error;
  }
});

async function startEmpty(values: Values, around: { folder: string; isHome: boolean; queueSpeed: number }) {
  const providerPort = text(values['provider-port']);
  const { startEmptyCloud } = await import('./deploy/empty-cloud.ts');
  return startEmptyCloud({
    ...around,
    port: portOf(values.port),
    providerPort: providerPort === undefined ? undefined : portOf(providerPort, '--provider-port'),
    grpcPort: grpcWishOf(values)[0]?.port,
    regions: regionNames(text(values.region) ?? 'eu-west-1'),
    isFresh: values.fresh === true,
    verbose: values.verbose === true,
    print,
  });
}

/** @throws LocalError for what is no list of regions */
function regionNames(list: string): readonly string[] {
  const names = [...new Set(list.split(',').map((name) => name.trim()))];
  if (names.every((name) => /^[a-z]+(-[a-z]+)+-\d{1,2}$/.test(name))) return names;
  throw new LocalError(
    `--region is one AWS region or several, such as eu-west-1,eu-west-2; received ${JSON.stringify(list)}.`,
  );
}

/** @throws LocalError unless the value is a number above 0 */
function speedOf(value: unknown): number {
  const speed = Number(value);
  if (Number.isFinite(speed) && speed > 0) return speed;
  throw new LocalError(`--queue-speed is a number above 0, received ${JSON.stringify(value)}.`);
}

/**
 * The ports of the APIs, one a region, one after the other; then the simulated provider's, chosen or as the stage names
 * it, where one is simulated.
 */
async function wishesOf(stage: string, port: unknown, providerPort: string | undefined): Promise<readonly Wish[]> {
  const stages = await exportOf<Readonly<Record<string, Stage>>>('lib/stages.ts', 'stages');
  const { regions = [stage], providers = {} } = stages[stage] ?? {};
  const apis = apiWishes(regions, port);
  const provider = { what: 'the simulated provider', option: '--provider-port' };
  if (providerPort !== undefined) return [...apis, { ...provider, port: portOf(providerPort, '--provider-port') }];
  const url = URL.parse(Object.values(providers)[0] ?? '');
  return url !== null && isOnThisMachine(url) ? [...apis, { ...provider, port: portOfUrl(url) }] : apis;
}

interface Start {
  readonly stage: string;
  readonly folder: string;
  /** Of the APIs, in the order of the regions. */
  readonly servers: readonly Server[];
  /** Of the simulated provider, if there is one. */
  readonly provider: Server | undefined;
  /** Whether the provider is elsewhere than the stage says. */
  readonly isMoved: boolean;
  readonly queueSpeed: number;
  readonly verbose: boolean;
  readonly grpc: boolean;
}

async function start({ stage, folder, servers, provider, ...options }: Start): Promise<Session> {
  const { isMoved, queueSpeed, verbose, grpc } = options;
  const [server, ...regionServers] = servers as readonly [Server, ...Server[]];
  const dynamodbEndpoint = process.env.DYNAMODB_ENDPOINT;
  const terminalOf = terminals(print, { verbose, areSeveral: regionServers.length > 0 });
  // Most of a second to load: help and whatever is wrong with the command line do not wait for it.
  const { startSession } = await import('./session.ts');
  print(`Synthesizing stage ${stage} and starting it ...`);
  return startSession({
    stage,
    folder,
    server,
    provider,
    providerOrigin: provider === undefined || !isMoved ? undefined : originOf(provider),
    regionServers,
    grpc,
    log: (region) => terminalOf(region).log,
    cloud: { stage, queueSpeed, ...(dynamodbEndpoint === undefined ? {} : { dynamodbEndpoint }) },
    started: (cloud) => {
      const terminal = terminalOf(cloud.access.region);
      cloud.onRequest(terminal.request);
      cloud.onOutcome(terminal.invocation);
      cloud.onHop(terminal.hop);
      cloud.onFailure(({ message }) => {
        process.stderr.write(`${message}\nEverything was stopped.\n`);
        process.exit(1);
      });
    },
  });
}

/** Its port is bound from the start; the process that serves takes it over. */
async function serveGrpc(session: Session, server: Server, verbose: boolean): Promise<GrpcSession> {
  const port = Number(new URL(originOf(server)).port);
  await new Promise((resolve) => server.close(resolve));
  const { log } = terminals(print, { verbose, areSeveral: false })('');
  const { withGrpc } = await import('./grpc/session.ts');
  try {
    return await withGrpc(session, { port, log });
  } catch (error) {
    await session.close();
    throw error;
  }
}

function grpcWishOf(values: Values): readonly Wish[] {
  if (values.grpc !== true) return [];
  return [{ port: portOf(values['grpc-port'], '--grpc-port'), what: 'gRPC', option: '--grpc-port' }];
}

async function follow(session: Session) {
  const { startLoop } = await import('./watch/loop.ts');
  return startLoop({ root: appRoot(), session, print });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
