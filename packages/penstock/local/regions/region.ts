import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { namesOneHost, readRequest, writeReply } from '../apigateway/http.ts';
import type { Reply } from '../apigateway/request-context.ts';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../cloud.ts';
import { answerOn } from '../guard/answer.ts';
import type { Plan } from '../plan.ts';
import { originOf } from '../port.ts';
import type { Beside } from '../serve.ts';

export interface RegionOptions extends LocalCloudOptions {
  readonly plan: Plan;
  readonly server: Server;
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
  /** As when a region is lost: what is in flight ends where it is, and then connections break. */
  stop(): Promise<void>;
  /** Ends it for good. @param keepsServer whether its server waits for another; it answers nothing meanwhile */
  close(handOver?: { readonly limitMs: number }): Promise<void>;
}

/** @param options its cloud's */
export function createRegion(options: RegionOptions): Region {
  const { plan, server, besides, started } = options;
  let cloud: LocalCloud | undefined;
  const refuse = () => answerAsStopped(server, besides);
  return {
    name: plan.api.region,
    url: originOf(server),
    get cloud() {
      return cloud;
    },
    start: async () => {
      if (cloud !== undefined) return;
      try {
        cloud = await startLocalCloud({ ...options, keepsServer: true });
      } catch (error) {
        refuse();
        throw error;
      }
      started(cloud);
    },
    stop: async () => {
      const running = cloud;
      if (running === undefined) return;
      cloud = undefined;
      await running.handOver(0);
      refuse();
    },
    close: async (handOver) => {
      const running = cloud;
      cloud = undefined;
      if (handOver !== undefined) return running?.handOver(handOver.limitMs);
      await running?.close();
      await closeServer(server);
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

export async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
