import type { Server } from 'node:http';
import { join, resolve } from 'node:path';
import { portOf, readArguments, runCommand } from './arguments.ts';
import { type LocalCloud, startLocalCloud } from './cloud.ts';
import { emptyFolder, takeFolder } from './data.ts';
import { endOnSignal } from './end-on-signal.ts';
import { text } from './json.ts';
import { functionLine, hopPrinter, requestLine } from './log-printer.ts';
import { bindServer, originOf } from './port.ts';
import { synthesize } from './synthesize.ts';
import { welcome } from './welcome.ts';

const usage =
  'npm start -- [--port 3000] [--provider-port 3100] [--stage local] [--data .penstock/local] [--fresh] [--verbose]';
const root = join(import.meta.dirname, '..');

await runCommand(async () => {
  const values = readArguments(
    process.argv.slice(2),
    {
      port: { type: 'string', default: '3000' },
      'provider-port': { type: 'string' },
      stage: { type: 'string', default: 'local' },
      data: { type: 'string' },
      fresh: { type: 'boolean' },
      verbose: { type: 'boolean' },
    },
    usage,
  );
  const stage = String(values.stage);
  const folder = resolve(text(values.data) ?? join(root, '.penstock', stage));
  let stop = async () => {};
  endOnSignal(() => {
    print('\nStopping ...');
    return stop();
  });
  const server = await bindServer(portOf(values.port));
  try {
    process.once('exit', takeFolder(folder));
    if (values.fresh === true) emptyFolder(folder);
    const provider = await bindProvider(values['provider-port'] ?? (values.port === '0' ? '0' : undefined));
    const cloud = await start({ stage, folder, server, provider, verbose: values.verbose === true });
    stop = cloud.close;
    print(welcome(cloud));
  } catch (error) {
    server.close();
    server.closeAllConnections();
    throw error;
  }
});

/** A port other than the one that the stage's configuration names; any free one where the cloud's own is. */
async function bindProvider(port: unknown): Promise<Server | undefined> {
  return port === undefined ? undefined : bindServer(portOf(port, '--provider-port'), '--provider-port');
}

interface Start {
  readonly stage: string;
  readonly folder: string;
  readonly server: Server;
  readonly provider: Server | undefined;
  readonly verbose: boolean;
}

async function start({ stage, folder, server, provider, verbose }: Start): Promise<LocalCloud> {
  const assembly = join(folder, 'assembly');
  const dynamodbEndpoint = process.env.DYNAMODB_ENDPOINT;
  process.stdout.write(`Synthesizing stage ${stage} ...`);
  const began = performance.now();
  const context = provider === undefined ? {} : { localProvider: originOf(provider) };
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
