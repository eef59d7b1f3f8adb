import { setTimeout as wait } from 'node:timers/promises';

/** What time is to the replicas of a table. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

export const systemClock: Clock = {
  now: Date.now,
  sleep: (ms) => wait(ms, undefined, { ref: false }),
};
