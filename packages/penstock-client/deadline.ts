import type { Platform } from './platform.ts';

/** What ends a piece of work from outside: the caller's signal, and a time. */
export interface Limit {
  readonly signal: AbortSignal | undefined;
  readonly timeoutMs: number;
  /** What the work fails with when the time is up. */
  readonly timedOut: () => Error;
}

/**
 * Runs work until it ends, its time is up or the caller aborts, whichever is first. The work is given a signal; work that
 * does not listen is left behind. Nothing stays scheduled.
 */
export async function runUntil<T>(
  { schedule }: Pick<Platform, 'schedule'>,
  { signal, timeoutMs, timedOut }: Limit,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const ended = Promise.withResolvers<never>();
  const end = (reason: unknown) => {
    controller.abort(reason);
    ended.reject(reason);
  };
  const onAbort = () => end(signal?.reason);
  const cancel = schedule(() => end(timedOut()), timeoutMs);
  signal?.addEventListener('abort', onAbort);
  try {
    return await Promise.race([ended.promise, work(controller.signal)]);
  } finally {
    cancel();
    signal?.removeEventListener('abort', onAbort);
  }
}

/** Waits; rejects with the signal's reason when it is aborted meanwhile. */
export function sleep({ schedule }: Pick<Platform, 'schedule'>, delayMs: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const cancel = schedule(() => {
    signal.removeEventListener('abort', onAbort);
    resolve();
  }, delayMs);
  function onAbort() {
    cancel();
    reject(signal.reason);
  }
  signal.addEventListener('abort', onAbort, { once: true });
  return promise;
}
