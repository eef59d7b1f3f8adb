import type { ResponseStream } from './stream-host.ts';

/** Why a stream ends before its source does. */
export type Cut = 'deadline' | 'gone';

/** How long a stream is of use to anybody. */
export interface Lifetime {
  /** Milliseconds since the epoch. */
  readonly deadlineAt: number;
  /** Aborted at the deadline, and where the host tells that nobody listens. Lambda does not tell: there it is the deadline. */
  readonly signal: AbortSignal;
  readonly cut: () => Cut | undefined;
  /** Nothing ends it any more. */
  close(): void;
}

export function openLifetime(stream: ResponseStream, deadlineAt: number, now: number): Lifetime {
  const controller = new AbortController();
  let cut: Cut | undefined;
  const end = (why: Cut) => () => {
    cut ??= why;
    controller.abort();
  };
  const gone = end('gone');
  const timer = setTimeout(end('deadline'), Math.max(0, deadlineAt - now));
  stream.on('close', gone);
  stream.on('error', gone);
  return {
    deadlineAt,
    signal: controller.signal,
    cut: () => cut,
    close: () => {
      clearTimeout(timer);
      stream.off('close', gone);
    },
  };
}
