import { rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { portOf, readArguments, runCommand } from './arguments.ts';
import { type LocalCloud, startLocalCloud } from './cloud.ts';
import { hopLine } from './hops.ts';
import { functionLine, requestLine } from './log-printer.ts';
import { bindServer, originOf } from './port.ts';
import { synthesize } from './synthesize.ts';
import { welcome } from './welcome.ts';

const usage = 'npm start -- [--port 3000] [--provider-port 3100] [--stage local] [--fresh] [--verbose]';
const dataDir = join(import.meta.dirname, '../.penstock');

await runCommand(async () => {
  const values = readArguments(
    process.argv.slice(2),
    {
      port: { type: 'string', default: '3000' },
      'provider-port': { type: 'string' },
      stage: { type: 'string', default: 'local' },
      fresh: { type: 'boolean' },
      verbose: { type: 'boolean' },
    },
    usage,
  );
  const stage = String(values.stage);
  const server = await bindServer(portOf(values.port));
  try {
    const provider = await bindProvider(values['provider-port']);
    const cloud = await start(stage, server, provider, values.fresh === true, values.verbose === true);
    endOnSignal(cloud);
    print(welcome(cloud));
  } catch (error) {
    server.close();
    server.closeAllConnections();
    throw error;
  }
});

/** A port other than the one that the stage's configuration names. */
async function bindProvider(port: unknown): Promise<Server | undefined> {
  return port === undefined ? undefined : bindServer(portOf(port, '--provider-port'), '--provider-port');
}

async function start(
  stage: string,
  server: Server,
  provider: Server | undefined,
  fresh: boolean,
  verbose: boolean,
): Promise<LocalCloud> {
  const assembly = join(dataDir, 'assembly', stage);
  const data = join(dataDir, stage);
  const dynamodbEndpoint = process.env.DYNAMODB_ENDPOINT;
  process.stdout.write(`Synthesizing stage ${stage} ...`);
  const began = performance.now();
  const context = provider === undefined ? {} : { localProvider: originOf(provider) };
  await synthesize({ stage, outDir: assembly, origin: originOf(server), context }).finally(() =>
    process.stdout.write('\n'),
  );
  process.stdout.write(`Synthesized in ${((performance.now() - began) / 1000).toFixed(1)} s. Starting ...\n`);
  if (fresh) rmSync(data, { recursive: true, force: true });
  const cloud = await startLocalCloud({
    assembly,
    server,
    ...(provider === undefined ? {} : { provider }),
    dataDir: data,
    log: verbose ? print : printShort,
    ...(dynamodbEndpoint === undefined ? {} : { dynamodbEndpoint }),
  });
  if (verbose) cloud.onHop((hop) => print(hopLine(hop)));
  else cloud.onRequest((request) => print(requestLine(request)));
  return cloud;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The access log is in its file; requests are printed in short as they are answered. */
function printShort(line: string, source: string): void {
  const short = source === 'access' ? undefined : functionLine(line, source);
  if (short !== undefined) print(short);
}

/** The first signal ends everything in order, the second at once. */
function endOnSignal(cloud: LocalCloud): void {
  const end = () => {
    process.once('SIGINT', () => process.exit(130));
    process.stdout.write('\nStopping ...\n');
    cloud.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}
