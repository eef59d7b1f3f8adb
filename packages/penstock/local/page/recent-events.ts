import type { Hop } from '../hops.ts';

/** An event or a message, and how it went through the cloud. */
export interface RecentEvent {
  readonly id: string;
  readonly what: string;
  readonly hops: readonly SeenHop[];
}

export interface SeenHop extends Pick<Hop, 'from' | 'to' | 'warning'> {
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface RecentEvents {
  hear(hop: Hop): void;
  /** The one that moved last first. */
  all(): readonly RecentEvent[];
}

/** Hops of one event that are remembered: one that is tried again for hours has thousands. */
const mostHops = 20;

/** Remembers the last events by their hops; a hop of several records at once is of none. */
export function createRecentEvents(most = 25, now = Date.now): RecentEvents {
  const events = new Map<string, RecentEvent>();
  return {
    hear: ({ id, what, from, to, warning }) => {
      if (id === undefined) return;
      const before = events.get(id);
      const hop = { at: now(), from, to, ...(warning === undefined ? {} : { warning }) };
      events.delete(id);
      events.set(id, { id, what: before?.what ?? what, hops: [...(before?.hops ?? []), hop].slice(-mostHops) });
      const [oldest] = events.keys();
      if (events.size > most && oldest !== undefined) events.delete(oldest);
    },
    all: () => [...events.values()].reverse(),
  };
}
