/** Counts the invocations in flight against what each function may have. */
export interface Concurrency {
  /** @returns false where one more would be over the limit: Lambda then answers 429 */
  take(name: string): boolean;
  release(name: string): void;
}

/** The concurrency of an account in a region, unless AWS has lowered it. */
const accountLimit = 1000;

/**
 * Functions with reserved concurrency have that much; the others share the rest of the account's.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
export function createConcurrency(
  functions: readonly { readonly name: string; readonly reservedConcurrency?: number }[],
): Concurrency {
  const reserved = new Map(functions.map(({ name, reservedConcurrency }) => [name, reservedConcurrency]));
  const unreserved = functions.reduce((rest, fn) => rest - (fn.reservedConcurrency ?? 0), accountLimit);
  const inFlight = new Map<string, number>();
  const group = (name: string) => (reserved.get(name) === undefined ? '' : name);
  return {
    take: (name) => {
      const count = inFlight.get(group(name)) ?? 0;
      if (count >= (reserved.get(name) ?? unreserved)) return false;
      inFlight.set(group(name), count + 1);
      return true;
    },
    release: (name) => {
      inFlight.set(group(name), (inFlight.get(group(name)) ?? 0) - 1);
    },
  };
}
