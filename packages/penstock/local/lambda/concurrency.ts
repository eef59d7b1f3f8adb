/** Counts the invocations in flight against what each function may have. */
export interface Concurrency {
  /** @returns gives it back; undefined where one more would be over the limit: Lambda then answers 429 */
  take(name: string): (() => void) | undefined;
}

/** The concurrency of an account in a region, unless AWS has lowered it. */
export const accountLimit = 1000;

/**
 * Functions with reserved concurrency have that much; the others share the rest of the account's.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
export function createConcurrency(
  functions: () => Iterable<{ readonly name: string; readonly reservedConcurrency?: number }>,
): Concurrency {
  const inFlight = new Map<string, number>();
  const limitOf = (name: string) => {
    let rest = accountLimit;
    for (const fn of functions()) {
      if (fn.name === name && fn.reservedConcurrency !== undefined)
        return { limit: fn.reservedConcurrency, group: name };
      rest -= fn.reservedConcurrency ?? 0;
    }
    return { limit: rest, group: '' };
  };
  return {
    take: (name) => {
      const { limit, group } = limitOf(name);
      const count = inFlight.get(group) ?? 0;
      if (count >= limit) return undefined;
      inFlight.set(group, count + 1);
      return () => void inFlight.set(group, (inFlight.get(group) ?? 0) - 1);
    },
  };
}
