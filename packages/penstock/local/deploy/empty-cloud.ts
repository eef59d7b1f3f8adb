import type { Server } from 'node:http';
import { dirname } from 'node:path';
import { type LocalCloud, startLocalCloud } from '../cloud.ts';
import { emptyFolder, openHome, takeFolder } from '../data.ts';
import { bindServers } from '../port.ts';
import { LocalError } from '../problems.ts';
import { createTerminal } from '../terminal.ts';

export interface EmptyCloudOptions {
  readonly folder: string;
  /** Whether the folder is where they are by default. */
  readonly isHome: boolean;
  readonly port: number;
  /** Of the simulated provider; absent: where the functions that are deployed look for it. */
  readonly providerPort?: number | undefined;
  readonly region: string;
  readonly print: (line: string) => void;
  readonly isFresh?: boolean;
  readonly verbose?: boolean;
  readonly queueSpeed?: number;
}

/**
 * Starts a local cloud in which nothing is deployed. Stacks are of its process: one that is started again has none, but
 * finds the data of tables and queues again when they are.
 *
 * @throws LocalError where another runs in the folder, or the port is taken
 */
export async function startEmptyCloud(options: EmptyCloudOptions): Promise<LocalCloud> {
  const { folder, isHome, region, print, isFresh = false, verbose = false, queueSpeed = 1 } = options;
  const [server, provider] = await bind(options);
  try {
    if (isHome) openHome(dirname(folder));
    process.once('exit', takeFolder(folder));
    if (isFresh) emptyFolder(folder);
  } catch (error) {
    server.close();
    provider?.close();
    throw error;
  }
  const terminal = createTerminal({ print, verbose });
  const dynamodbEndpoint = process.env.DYNAMODB_ENDPOINT;
  const cloud = await startLocalCloud({
    region,
    dataDir: folder,
    server,
    ...(provider === undefined ? {} : { provider }),
    queueSpeed,
    log: terminal.log,
    ...(dynamodbEndpoint === undefined ? {} : { dynamodbEndpoint }),
  });
  cloud.onRequest(terminal.request);
  cloud.onOutcome(terminal.invocation);
  cloud.onHop(terminal.hop);
  cloud.onFailure(({ message }) => {
    process.stderr.write(`${message}\nEverything was stopped.\n`);
    process.exit(1);
  });
  return cloud;
}

async function bind({ port, providerPort }: EmptyCloudOptions): Promise<readonly [Server, Server?]> {
  const api = { port, what: 'the API', option: '--port' };
  const beside = { what: 'the simulated provider', option: '--provider-port' };
  const wishes = providerPort === undefined ? [api] : [api, { ...beside, port: providerPort }];
  const [server, provider] = await bindServers(wishes);
  if (server === undefined) throw new LocalError(`Port ${port} was not bound.`);
  return provider === undefined ? [server] : [server, provider];
}
