import { performance } from 'node:perf_hooks';
import { clearInterval, setInterval } from 'node:timers';

export interface Limits {
  /** Milliseconds without anything to do: a case waits for what is in its own process, and gets it at once. */
  readonly idleMs: number;
  /** Milliseconds of the processor's time. */
  readonly workMs: number;
}

/** Of a case that nobody has timed yet. */
const untimed: Limits = { idleMs: 10_000, workMs: 30_000 };

/** Of a case that takes so many milliseconds without a mutant. */
export const limitsOf = (milliseconds: number): Limits => ({
  idleMs: 1000 + 10 * milliseconds,
  workMs: 3000 + 10 * milliseconds,
});

/**
 * Fails work that throws elsewhere, that waits for what does not come, or that does not end. What it waits and works is
 * counted, not how late it is: on a busy machine everything is.
 */
export async function watched(work: () => Promise<void>, { idleMs, workMs }: Limits = untimed): Promise<void> {
  const { promise: trouble, reject } = Promise.withResolvers<never>();
  fail = reject;
  const [turns, time] = [performance.eventLoopUtilization(), process.cpuUsage()];
  const timer = setInterval(() => {
    const { user, system } = process.cpuUsage(time);
    if (performance.eventLoopUtilization(turns).idle > idleMs) reject(new Error('The case waits in vain'));
    if ((user + system) / 1000 > workMs) reject(new Error('The case does not end'));
  }, 100).unref();
  try {
    await Promise.race([work(), trouble]);
  } finally {
    clearInterval(timer);
    fail = () => {};
  }
}

let fail: (error: unknown) => void = () => {};

/** To be called once in a process whose channel to its parent does not keep it alive. */
export function watchProcess(): void {
  process.on('uncaughtException', (error) => fail(error));
  process.on('unhandledRejection', (error) => fail(error));
  // Nothing is left that could settle what is awaited.
  process.on('beforeExit', () => fail(new Error('The case waits for what never comes')));
}
