import type { Scheduler } from 'fast-check';
import type { Clock } from '../../../../local/dynamodb/replicas/clock.ts';

/** Whoever sleeps goes on in the order that the scheduler draws; time goes on with them. */
export function interleavedClock(scheduler: Scheduler): Clock & { tick(ms: number): void } {
  let now = 1_800_000_000_000;
  return {
    now: () => now,
    tick: (ms) => {
      now += ms;
    },
    sleep: async (ms) => {
      const until = now + ms;
      await scheduler.schedule(Promise.resolve(), `sleep ${ms}`);
      now = Math.max(now, until);
    },
  };
}
