/** How many calls of each method run, and may. */
export interface Bulkhead {
  /** A place for a call, which gives it back, once; undefined where all are taken. */
  take(method: string): (() => void) | undefined;
  /** Calls that run now, of all methods. */
  running(): number;
}

/** @param limits by method; one that is not named has no limit of its own */
export function createBulkhead(limits: Readonly<Record<string, number>>): Bulkhead {
  const running = new Map<string, number>();
  let all = 0;
  return {
    take: (method) => {
      const now = running.get(method) ?? 0;
      if (now >= (limits[method] ?? Number.POSITIVE_INFINITY)) return undefined;
      running.set(method, now + 1);
      all += 1;
      let isFree = false;
      return () => {
        if (isFree) return;
        isFree = true;
        running.set(method, (running.get(method) ?? 0) - 1);
        all -= 1;
      };
    },
    running: () => all,
  };
}
