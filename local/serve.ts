import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Gateway } from './apigateway/gateway.ts';
import { rawReply, readRequest, writeReply } from './apigateway/http.ts';
import type { IdentityProvider } from './identity/provider.ts';

/** Puts the API, and beside it the identity provider, on a bound server. */
export function serve(server: Server, gateway: Gateway, identity: IdentityProvider): void {
  const answer = async (message: IncomingMessage, response: ServerResponse) => {
    const request = await readRequest(message);
    writeReply(response, identity.serves(request.path) ? identity.answer(request) : await gateway.answer(request));
  };
  server.removeAllListeners('request');
  server.on('request', (message, response) => {
    // A client that goes away in the middle of its request leaves nothing to answer.
    answer(message, response).catch(() => response.destroy());
  });
  server.on('clientError', (_, socket) => {
    if (socket.writable) socket.end(rawReply(gateway.malformed()));
    else socket.destroy();
  });
  server.keepAliveTimeout = 60_000;
}
