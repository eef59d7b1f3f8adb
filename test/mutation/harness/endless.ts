/** Fails work that throws elsewhere, and work that waits for something that cannot come any more. */
export async function watched(work: () => Promise<void>): Promise<void> {
  const { promise: trouble, reject } = Promise.withResolvers<never>();
  fail = reject;
  try {
    await Promise.race([work(), trouble]);
  } finally {
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
