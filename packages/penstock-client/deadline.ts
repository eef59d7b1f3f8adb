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
  const own = controller.signal;
  const ended = new Promise<never>((_, reject) => own.addEventListener('abort', () => reject(own.reason)));
  const onAbort = () => controller.abort(signal?.reason);
  const cancel = schedule(() => controller.abort(timedOut()), timeoutMs);
  signal?.addEventListener('abort', onAbort);
  try {
    return await Promise.race([ended, work(own)]);
  } finally {
    cancel();
    signal?.removeEventListener('abort', onAbort);
  }
}

/** Waits; rejects with the signal's reason when it is aborted meanwhile. */
export function sleep({ schedule }: Pick<Platform, 'schedule'>, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      cancel();
      reject(signal.reason);
    };
    const cancel = schedule(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, delayMs);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
