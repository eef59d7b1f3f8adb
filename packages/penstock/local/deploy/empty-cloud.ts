import { dirname } from 'node:path';
import { type LocalCloud, startLocalCloud } from '../cloud.ts';
import { emptyFolder, openHome, takeFolder } from '../data.ts';
import { bindServer } from '../port.ts';
import { createTerminal } from '../terminal.ts';

/** Of the data folder, beside those of the stages. */
export const emptyFolderName = 'empty';

export interface EmptyCloudOptions {
  readonly folder: string;
  /** Whether the folder is where they are by default. */
  readonly isHome: boolean;
  readonly port: number;
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
  const { folder, isHome, port, region, print, isFresh = false, verbose = false, queueSpeed = 1 } = options;
  const server = await bindServer(port);
  try {
    if (isHome) openHome(dirname(folder));
    process.once('exit', takeFolder(folder));
    if (isFresh) emptyFolder(folder);
  } catch (error) {
    server.close();
    throw error;
  }
  const terminal = createTerminal({ print, verbose });
  const dynamodbEndpoint = process.env.DYNAMODB_ENDPOINT;
  const cloud = await startLocalCloud({
    region,
    dataDir: folder,
    server,
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
