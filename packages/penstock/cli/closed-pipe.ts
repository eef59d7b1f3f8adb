import type { EventEmitter } from 'node:events';

/** What of the process this needs. */
export interface PipedProcess extends Pick<EventEmitter, 'emit' | 'listenerCount'> {
  readonly stdout: Pick<EventEmitter, 'on' | 'listeners'>;
  readonly stderr: Pick<EventEmitter, 'on' | 'listeners'>;
}

const codes = ['EPIPE', 'ERR_STREAM_DESTROYED'];

/**
 * Keeps a command quiet whose reader has gone, such as `head` that has its lines: it does what is left to do without a
 * word, so that nothing is left half done, and exits as it would have. One that runs until a signal stops as on that
 * signal, since nobody sees it any more.
 *
 * Node ignores SIGPIPE and reports the closed pipe of a stream: https://nodejs.org/api/process.html#signal-events
 */
export function quietOnClosedPipe(own: PipedProcess = process): void {
  for (const stream of [own.stdout, own.stderr]) {
    if (stream.listeners('error').some((listener) => Object.hasOwn(listener, quiet))) continue;
    let isClosed = false;
    const listen = (error: Error) => {
      if (!codes.includes(String(Object(error).code))) throw error;
      if (!isClosed && own.listenerCount('SIGTERM') > 0) own.emit('SIGTERM', 'SIGTERM');
      isClosed = true;
    };
    stream.on('error', Object.assign(listen, { [quiet]: true }));
  }
}

const quiet = Symbol('quiet');
