import { clearInterval, setInterval } from 'node:timers';

/** Milliseconds without anything to do: a case waits for what is in its own process, and gets it at once. */
const LONGEST_IDLE = 10_000;
/** Milliseconds of work; the slowest case does three seconds of it. */
const LONGEST_WORK = 30_000;

/**
 * Fails work that throws elsewhere, that waits for what does not come, or that does not end. What it waits and works is
 * counted, not how late it is: on a busy machine everything is.
 */
export async function watched(work: () => Promise<void>): Promise<void> {
  const { promise: trouble, reject } = Promise.withResolvers<never>();
  fail = reject;
  const [turns, time] = [performance.eventLoopUtilization(), process.cpuUsage()];
  const timer = setInterval(() => {
    const { user, system } = process.cpuUsage(time);
    if (performance.eventLoopUtilization(turns).idle > LONGEST_IDLE) reject(new Error('The case waits in vain'));
    if ((user + system) / 1000 > LONGEST_WORK) reject(new Error('The case does not end'));
  }, 250).unref();
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
