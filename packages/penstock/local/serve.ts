import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Gateway } from './apigateway/gateway.ts';
import { namesOneHost, rawReply, readRequest, writeReply } from './apigateway/http.ts';
import type { GatewayRequest, Reply } from './apigateway/request-context.ts';
import { answerOn } from './guard/answer.ts';

/** What has paths of its own beside the API: the identity provider, say. */
export interface Beside {
  readonly serves: (path: string) => boolean;
  answer(request: GatewayRequest): Reply | Promise<Reply>;
}

/** What is served may change at any time. */
export interface Served {
  readonly gateway: Gateway;
  readonly besides: readonly Beside[];
  /** Whether pages of this origin may call the API; what stands beside it is for none. */
  readonly allowsOrigin: (origin: string) => boolean;
}

/** Puts the API, and what stands beside it, on a bound server. */
export function serve(server: Server, served: Served): void {
  const { besides } = served;
  const answer = async (message: IncomingMessage, response: ServerResponse) => {
    const request = await readRequest(message);
    if (!namesOneHost(request)) return writeReply(response, served.gateway.malformed());
    const beside = besides.find(({ serves }) => serves(request.path));
    writeReply(response, await (beside ?? served.gateway).answer(request));
  };
  // Node would answer these by itself, without a document. API Gateway drops an Expect header.
  Object.assign(server, { requireHostHeader: false });
  server.on('checkExpectation', (message, response) => server.emit('request', message, response));
  server.on('connect', (_, socket) => socket.end(rawReply(served.gateway.malformed())));
  const isApi = (path: string) => !besides.some(({ serves }) => serves(path));
  answerOn(
    server,
    (message, response) => {
      // A client that goes away in the middle of its request leaves nothing to answer.
      answer(message, response).catch(() => response.destroy());
    },
    { allowsOrigin: (origin, path) => isApi(path) && served.allowsOrigin(origin) },
  );
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (socket.writable) socket.end(rawReply(served.gateway.malformed(error.code)));
    else socket.destroy();
  });
  server.keepAliveTimeout = 60_000;
}
