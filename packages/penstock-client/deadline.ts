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
export async function sleep(
  platform: Pick<Platform, 'schedule'>,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<void> {
  const over = new Error();
  const forever = () => new Promise<never>(() => {});
  await runUntil(platform, { signal, timeoutMs, timedOut: () => over }, forever).catch((reason) => {
    if (reason !== over) throw reason;
  });
}
