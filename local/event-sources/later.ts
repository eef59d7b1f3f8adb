/** Batches that a fault puts off. */
export interface Later<T> {
  /** @param after milliseconds */
  add(after: number, records: readonly T[]): void;
  /** The next batch that is due. */
  take(): readonly T[] | undefined;
  /** Whether any batch is put off. */
  waiting(): boolean;
}

export function createLater<T>(now: () => number = () => performance.now()): Later<T> {
  const batches: { readonly at: number; readonly records: readonly T[] }[] = [];
  return {
    add: (after, records) => {
      batches.push({ at: now() + after, records });
      batches.sort((a, b) => a.at - b.at);
    },
    take: () => ((batches[0]?.at ?? Number.POSITIVE_INFINITY) <= now() ? batches.shift()?.records : undefined),
    waiting: () => batches.length > 0,
  };
}
