/** What a client takes from its host: all of it is there in browsers and in Node, and in tests it is another's. */
export interface Platform {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Calls back after so many milliseconds; what it returns calls that off. */
  readonly schedule: (callback: () => void, delayMs: number) => () => void;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly randomId: () => string;
}

export const hostPlatform: Platform = {
  // Not detached: browsers refuse a fetch that is called on anything but their global object.
  fetch: (url, init) => fetch(url, init),
  now: () => Date.now(),
  schedule: (callback, delayMs) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
  randomId: () => crypto.randomUUID(),
};
