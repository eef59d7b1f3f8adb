import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request as a listener of this process got it. */
export interface Arrival {
  readonly port: number;
  readonly request: string;
  /** 0 until it is answered. */
  status(): number;
  /** Whether it was the guard that answered. */
  isRefused(): boolean;
}

/** Hears of every request that any HTTP server of this process gets, from below the guard. */
export function observe() {
  const arrivals: Arrival[] = [];
  const hear = (message: unknown) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const status = () => (response.headersSent ? response.statusCode : 0);
    arrivals.push({
      port: request.socket.localPort ?? 0,
      request: `${request.method} ${request.headers.host}${request.url}`,
      status,
      isRefused: () =>
        [403, 421].includes(status()) && response.getHeader('content-type') === 'application/problem+json',
    });
  };
  subscribe('http.server.request.start', hear);
  return {
    arrivals,
    stop: () => unsubscribe('http.server.request.start', hear),
  };
}
