import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { namesOneHost, readRequest, writeReply } from '../apigateway/http.ts';
import { openKeyStore } from '../apigateway/key-store.ts';
import type { Reply } from '../apigateway/request-context.ts';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../cloud.ts';
import { keysFile, openDataFolder } from '../data.ts';
import type { EndpointAddress } from '../endpoint/address.ts';
import { answerOn } from '../guard/answer.ts';
import type { SigningKey } from '../identity/keys.ts';
import { createIdentityProvider } from '../identity/provider.ts';
import { originOf } from '../port.ts';
import { nothingDeployed } from '../provisioning/provisioner.ts';
import type { Beside } from '../serve.ts';

export interface RegionOptions extends Omit<LocalCloudOptions, 'assembly' | 'keys' | 'deployed'> {
  readonly region: string;
  /** The folder of what is deployed now; undefined where what is deployed comes by the endpoint. */
  readonly assembly: () => string | undefined;
  readonly server: Server;
  readonly address: EndpointAddress;
  readonly issuerKey: SigningKey;
  /** What is answered on its server whether it runs or not. */
  readonly besides: readonly Beside[];
  /** Hears of its cloud each time that one begins to run. */
  readonly started: (cloud: LocalCloud) => void;
}

/** One region of a stage: a cloud that can be stopped, and started again on what it kept. */
export interface Region {
  readonly name: string;
  readonly url: string;
  /** Absent while it is stopped. */
  readonly cloud: LocalCloud | undefined;
  /** @throws LocalError when it does not start; then it is stopped */
  start(): Promise<void>;
  /** As when a region is lost: connections break, what is in flight ends where it is. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** @param options its cloud's */
export function createRegion(options: RegionOptions): Region {
  const { region, server, address, besides, issuerKey, started, dataDir } = options;
  if (dataDir !== undefined) openDataFolder(dataDir);
  const keys = openKeyStore(dataDir && join(dataDir, keysFile));
  const url = originOf(server);
  const deployed = nothingDeployed();
  let cloud: LocalCloud | undefined;
  return {
    name: region,
    url,
    get cloud() {
      return cloud;
    },
    start: async () => {
      if (cloud !== undefined) return;
      const { assembly, ...rest } = options;
      const directory = assembly();
      const what = directory === undefined ? { deployed } : { assembly: directory };
      cloud = await startLocalCloud({ ...rest, ...what, keys, keepsServer: true });
      started(cloud);
    },
    stop: async () => {
      const running = cloud;
      if (running === undefined) return;
      cloud = undefined;
      const { identity } = running.plan;
      const issuerOptions = { tenants: keys, key: issuerKey };
      const issuer = identity === undefined ? [] : [createIdentityProvider({ ...identity, ...issuerOptions }, url)];
      answerAsStopped(server, [...besides, ...issuer]);
      await running.close();
    },
    close: async () => {
      await cloud?.close();
      cloud = undefined;
      await Promise.all([server, address.server].map(closeServer));
      keys.close();
    },
  };
}

const stopped: Reply = {
  status: 503,
  headers: [['Content-Type', 'application/json']],
  body: JSON.stringify({ error: 'This region is stopped.' }),
};

/** The API breaks its connections; what stands beside it is the machine's, not the region's. */
function answerAsStopped(server: Server, besides: readonly Beside[]): void {
  const answer = async (message: IncomingMessage, response: ServerResponse) => {
    const request = await readRequest(message);
    const beside = namesOneHost(request) ? besides.find(({ serves }) => serves(request.path)) : undefined;
    if (beside !== undefined) writeReply(response, await beside.answer(request));
    else if (request.path.startsWith('/_local')) writeReply(response, stopped);
    else message.socket.destroy();
  };
  answerOn(server, (message, response) => {
    answer(message, response).catch(() => response.destroy());
  });
}

async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
