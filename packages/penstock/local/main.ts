import type { Server } from 'node:http';
import { join, resolve } from 'node:path';
import { appRoot, exportOf } from '../cli/app.ts';
import type { Stage } from '../constructs/stage/stage.ts';
import { apiPort, type Command, portOf, runCommand } from './arguments.ts';
import { type LocalCloud, startLocalCloud } from './cloud.ts';
import { emptyFolder, openHome, takeFolder } from './data.ts';
import { endOnSignal } from './end-on-signal.ts';
import { text } from './json.ts';
import { functionLine, hopPrinter, requestLine } from './log-printer.ts';
import { bindServers, originOf, type Wish } from './port.ts';
import { isOnThisMachine, portOfUrl } from './provider/address.ts';
import { synthesize } from './synthesize.ts';
import { welcome } from './welcome.ts';

const command: Command = {
  name: 'npm start --',
  summary: 'Synthesizes a stage and runs it on this machine, until Ctrl-C.',
  options: {
    port: { ...apiPort, help: 'of the API; 0 for any free one, and then of the payment provider too' },
    'provider-port': {
      value: 'PORT',
      help: 'of the simulated payment provider; by default where the stage expects it',
    },
    stage: { value: 'STAGE', default: 'local', help: 'of lib/stages.ts, with local: true' },
    data: { value: 'FOLDER', help: 'where tables, queues, keys and logs are kept; .penstock/STAGE by default' },
    fresh: { help: 'begins with empty tables, queues, archives and logs' },
    verbose: { help: 'prints each step of each event' },
  },
  notes: ['DYNAMODB_ENDPOINT, in the environment, names a DynamoDB-compatible engine of your own to use.'],
};
await runCommand(command, async (values) => {
  // Whatever is written from here on, by what this starts too, is for its owner alone.
  process.umask(0o077);
  const home = join(appRoot(), '.penstock');
  const stage = String(values.stage);
  const given = text(values.data);
  const folder = given === undefined ? join(home, stage) : resolve(given);
  let stop = async () => {};
  endOnSignal(() => {
    print('\nStopping ...');
    return stop();
  });
  const providerPort = text(values['provider-port']) ?? (values.port === '0' ? '0' : undefined);
  const servers = await bindServers(await wishesOf(stage, values.port, providerPort));
  try {
    if (given === undefined) openHome(home);
    process.once('exit', takeFolder(folder));
    if (values.fresh === true) emptyFolder(folder);
    const isMoved = providerPort !== undefined;
    const cloud = await start({ stage, folder, servers, isMoved, verbose: values.verbose === true });
    stop = cloud.close;
    cloud.onFailure(({ message }) => {
      process.stderr.write(`${message}\nEverything was stopped.\n`);
      process.exit(1);
    });
    print(welcome(cloud));
  } catch (error) {
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
    throw error;
  }
});

/** The API's port first; then the payment provider's, chosen or as the stage names it, where one is simulated. */
async function wishesOf(stage: string, port: unknown, providerPort: string | undefined): Promise<readonly Wish[]> {
  const api: Wish = { port: portOf(port), what: 'the API', option: '--port' };
  const provider = { what: 'the payment provider', option: '--provider-port' };
  if (providerPort !== undefined) return [api, { ...provider, port: portOf(providerPort, '--provider-port') }];
  const stages = await exportOf<Readonly<Record<string, Stage>>>('lib/stages.ts', 'stages');
  const url = URL.parse(Object.values(stages[stage]?.providers ?? {})[0] ?? '');
  return url !== null && isOnThisMachine(url) ? [api, { ...provider, port: portOfUrl(url) }] : [api];
}

interface Start {
  readonly stage: string;
  readonly folder: string;
  /** Of the API, and of the payment provider if there is one. */
  readonly servers: readonly Server[];
  /** Whether the provider is elsewhere than the stage says. */
  readonly isMoved: boolean;
  readonly verbose: boolean;
}

async function start({ stage, folder, servers, isMoved, verbose }: Start): Promise<LocalCloud> {
  const [server, provider] = servers as readonly [Server, Server?];
  const assembly = join(folder, 'assembly');
  const dynamodbEndpoint = process.env.DYNAMODB_ENDPOINT;
  process.stdout.write(`Synthesizing stage ${stage} ...`);
  const began = performance.now();
  const context = provider === undefined || !isMoved ? {} : { localProvider: originOf(provider) };
  await synthesize({ stage, outDir: assembly, origin: originOf(server), context }).finally(() =>
    process.stdout.write('\n'),
  );
  print(`Synthesized in ${((performance.now() - began) / 1000).toFixed(1)} s. Starting ...`);
  const cloud = await startLocalCloud({
    assembly,
    server,
    ...(provider === undefined ? {} : { provider }),
    dataDir: folder,
    log: printShort,
    ...(dynamodbEndpoint === undefined ? {} : { dynamodbEndpoint }),
  });
  cloud.onRequest((request) => print(requestLine(request)));
  cloud.onHop(hopPrinter(verbose, print));
  return cloud;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Logs are whole in their files; here they are in short, and requests as they are answered. */
function printShort(line: string, source: string): void {
  const short = source === 'access' ? undefined : functionLine(line, source);
  if (short !== undefined) print(short);
}
