import { clearTimeout, setTimeout } from 'node:timers';

/** Milliseconds: the slowest case takes three seconds. */
const TIME_LIMIT = 15_000;

/** Fails work that throws elsewhere, and work that waits for something that cannot come any more, or does not come. */
export async function watched(work: () => Promise<void>): Promise<void> {
  const { promise: trouble, reject } = Promise.withResolvers<never>();
  fail = reject;
  const timer = setTimeout(() => reject(new Error('The case waits for what does not come')), TIME_LIMIT).unref();
  try {
    await Promise.race([work(), trouble]);
  } finally {
    clearTimeout(timer);
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
