import type { Server } from 'node:http';
import { dirname } from 'node:path';
import { writeAccessFile } from '../access-file.ts';
import { apiWishes } from '../api-ports.ts';
import { type LocalCloud, startLocalCloud } from '../cloud.ts';
import { emptyFolder, openHome, takeFolder } from '../data.ts';
import { followTasks } from '../grpc/follow.ts';
import { bindServers } from '../port.ts';
import { startLocalRegions } from '../regions/start.ts';
import { terminals } from '../terminals.ts';

export interface EmptyCloudOptions {
  readonly folder: string;
  /** Whether the folder is where they are by default. */
  readonly isHome: boolean;
  /** Of the API, and those after it of the further regions; 0 for any free ones. */
  readonly port: number;
  /** Of the simulated provider; absent: where the functions that are deployed look for it. */
  readonly providerPort?: number | undefined;
  /** Of gRPC; 0 for any free one, absent: none is served. */
  readonly grpcPort?: number | undefined;
  /** The first one is asked for what every region answers. */
  readonly regions: readonly string[];
  readonly print: (line: string) => void;
  readonly isFresh?: boolean;
  readonly verbose?: boolean;
  readonly queueSpeed?: number;
}

/**
 * Starts a local cloud in which nothing is deployed. Stacks are of its process: one that is started again has none, but
 * finds the data of tables and queues again when they are.
 *
 * @throws LocalError where another runs in the folder, or a port is taken
 */
export async function startEmptyCloud(options: EmptyCloudOptions): Promise<LocalCloud> {
  const { folder, isHome, isFresh = false } = options;
  const servers = await bind(options);
  try {
    if (isHome) openHome(dirname(folder));
    process.once('exit', takeFolder(folder));
    if (isFresh) emptyFolder(folder);
    const cloud = servingGrpc(await start(options, servers), options);
    cloud.onFailure(({ message }) => {
      process.stderr.write(`${message}\nEverything was stopped.\n`);
      process.exit(1);
    });
    return cloud;
  } catch (error) {
    for (const server of servers.apis) server.close();
    servers.provider?.close();
    throw error;
  }
}

function servingGrpc(cloud: LocalCloud, { grpcPort: port, print, verbose = false }: EmptyCloudOptions): LocalCloud {
  if (port === undefined) return cloud;
  const { log } = terminals(print, { verbose, areSeveral: false })('');
  const stop = followTasks(cloud, { port, log, print });
  const close = async () => {
    await stop();
    await cloud.close();
  };
  return Object.defineProperties(
    {},
    { ...Object.getOwnPropertyDescriptors(cloud), close: { value: close } },
  ) as LocalCloud;
}

interface Servers {
  readonly apis: readonly Server[];
  readonly provider: Server | undefined;
}

async function bind({ port, providerPort, grpcPort, regions }: EmptyCloudOptions): Promise<Servers> {
  const wishes = [...apiWishes(regions, port)];
  const beside = { what: 'the simulated provider', option: '--provider-port' };
  if (grpcPort !== undefined) wishes.push({ what: 'gRPC', option: '--grpc-port', port: grpcPort });
  if (providerPort !== undefined) wishes.push({ ...beside, port: providerPort });
  const servers = await bindServers(wishes);
  const of = (option: string) => servers.filter((_, index) => wishes[index]?.option === option);
  // Whether it is free is all that is asked: the process that serves binds it again.
  for (const server of of('--grpc-port')) server.close();
  return { apis: of('--port'), provider: of('--provider-port')[0] };
}

async function start(options: EmptyCloudOptions, { apis, provider }: Servers): Promise<LocalCloud> {
  const { folder: dataDir, regions, print, verbose = false, queueSpeed = 1 } = options;
  const [region = '', ...others] = regions;
  const [server, ...regionServers] = apis;
  const dynamodbEndpoint = process.env.DYNAMODB_ENDPOINT;
  const common = {
    ...{ dataDir, queueSpeed },
    ...(server === undefined ? {} : { server }),
    ...(provider === undefined ? {} : { provider }),
    ...(dynamodbEndpoint === undefined ? {} : { dynamodbEndpoint }),
  };
  const terminalOf = terminals(print, { verbose, areSeveral: others.length > 0 });
  const show = (cloud: LocalCloud) => {
    const terminal = terminalOf(cloud.access.region);
    cloud.onRequest(terminal.request);
    cloud.onOutcome(terminal.invocation);
    cloud.onHop(terminal.hop);
  };
  if (others.length > 0) {
    const log = (name: string) => terminalOf(name).log;
    const cloud = await startLocalRegions({ ...common, regions, regionServers, log, started: show });
    // Each region has a file in a folder of its own; by this one the cloud is found.
    const file = writeAccessFile(cloud.access, dataDir);
    process.once('exit', () => file.remove());
    return cloud;
  }
  const cloud = await startLocalCloud({ ...common, region, log: terminalOf(region).log });
  show(cloud);
  return cloud;
}
