import { setTimeout as sleep } from 'node:timers/promises';

export type Closer = () => Promise<void>;

/** What has to be closed, in the order in which it was started. */
export interface Closers {
  /** @param what names it, for whoever reads that it did not end */
  add(what: string, close: Closer): void;
  /** Closes the latest first, each once. @throws the first error, after everything is closed */
  closeAll(): Promise<void>;
}

/** Milliseconds. Everything ends in tens of them; on a machine that is short of CPU an engine took seconds. */
const closeLimitMs = 10_000;

/** @param leftBehind hears of what does not end in time; what comes after it is closed all the same */
export function createClosers(leftBehind: (what: string) => void, limitMs = closeLimitMs): Closers {
  const open: { readonly what: string; readonly close: Closer }[] = [];
  return {
    add: (what, close) => void open.push({ what, close }),
    closeAll: async () => {
      const errors: unknown[] = [];
      for (const { what, close } of open.splice(0).reverse()) {
        const ended = await endsWithin(close, limitMs).catch((error: unknown) => {
          errors.push(error);
          return true;
        });
        if (!ended) leftBehind(what);
      }
      if (errors.length > 0) throw errors[0];
    },
  };
}

async function endsWithin(close: Closer, limitMs: number): Promise<boolean> {
  const timer = new AbortController();
  const limit = sleep(limitMs, false, { signal: timer.signal });
  // Aborted once the close is over: nobody waits for it then.
  limit.catch(() => {});
  try {
    return await Promise.race([close().then(() => true), limit]);
  } finally {
    timer.abort();
  }
}
