import { TransientError } from '../core/failures.ts';

/** The reason of what was not done in time: every call has a limit of its own, so what is slow is most often ours. */
export const DEADLINE_EXCEEDED = 'deadline-exceeded';

/**
 * Runs work that gets a signal; at `endsAt`, milliseconds since the epoch, the signal is aborted and nothing is awaited
 * any more.
 */
export async function runBatchUntil<Result>(
  endsAt: number,
  work: (signal: AbortSignal, overrun: Promise<never>) => Promise<Result>,
  now: () => number = Date.now,
): Promise<Result> {
  const controller = new AbortController();
  const { promise: overrun, reject } = Promise.withResolvers<never>();
  // The work decides which parts of it race against the end; without any, nobody else would hear of it.
  overrun.catch(() => {});
  const timer = setTimeout(
    () => {
      const error = new TransientError(DEADLINE_EXCEEDED, 'The message could not be handled in time');
      controller.abort(error);
      reject(error);
    },
    Math.max(0, endsAt - now()),
  );
  try {
    return await work(controller.signal, overrun);
  } finally {
    clearTimeout(timer);
  }
}
