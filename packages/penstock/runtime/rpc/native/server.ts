import { once } from 'node:events';
import { createServer, type Http2Server, type ServerHttp2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { pause } from '../../core/pause.ts';
import type { HealthService } from './health.ts';
import type { NodeListener } from './listener.ts';

export interface NativeServerOptions {
  readonly listener: NodeListener;
  readonly health: Pick<HealthService, 'stop' | 'end'>;
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
}

export interface NativeServer {
  readonly port: number;
  /** Says that it does not serve, waits until no more calls come, and until those that run have ended. */
  drain(times: DrainTimes): Promise<void>;
}

/** In milliseconds. */
export interface DrainTimes {
  /** While load balancers learn that this process leaves, calls are still taken. */
  readonly noticeMs: number;
  /** The longest that calls which run are waited for. */
  readonly callsMs: number;
}

/** Calls that one connection may have at once; a caller that wants more opens another. */
const MAX_STREAMS = 250;
/** A connection that has said nothing for so long is closed; longer than a load balancer keeps one idle. */
const IDLE_MS = 350_000;

/** Serves HTTP/2 without TLS: whoever stands before it has ended that. @throws the error of a port that cannot be bound */
export async function startNativeServer({ listener, health, host, port }: NativeServerOptions): Promise<NativeServer> {
  const server = createServer({ settings: { maxConcurrentStreams: MAX_STREAMS } }, listener);
  const sessions = new Set<ServerHttp2Session>();
  server.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
    // A broken connection has an error of its own; there is nobody to tell.
    session.on('error', () => session.destroy());
    session.setTimeout(IDLE_MS, () => session.close());
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    drain: async ({ noticeMs, callsMs }) => {
      health.stop();
      await pause(noticeMs, new AbortController().signal);
      const closed = once(server, 'close');
      close(server, sessions, health);
      const patience = new AbortController();
      await Promise.race([closed, pause(callsMs, patience.signal)]);
      patience.abort();
      for (const session of sessions) session.destroy();
      await closed;
    },
  };
}

/** Takes no connection any more; the open ones are told to go, which they do when their calls have ended. */
function close(server: Http2Server, sessions: ReadonlySet<ServerHttp2Session>, health: Pick<HealthService, 'end'>) {
  server.close();
  health.end();
  for (const session of sessions) session.close();
}
