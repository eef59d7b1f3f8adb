import { setTimeout } from 'node:timers/promises';

/** Waits, and no longer than the signal lets it: never throws. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

export const pause: Pause = async (ms, signal) => {
  try {
    await setTimeout(ms, undefined, { signal });
  } catch {
    // Whoever waits looks at the signal.
  }
};
