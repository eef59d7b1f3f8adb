/** An endpoint that does not answer is paused, for all processes, until then; `times` in a row so far. */
export interface EndpointCooldown {
  /** RFC 3339. */
  readonly until: string;
  readonly times: number;
}

const FIRST_COOLDOWN_MS = 15_000;
const LONGEST_COOLDOWN_MS = 300_000;
/** In which one process alone finds out whether the endpoint answers: over an attempt's timeout. */
const PROBE_MS = 8000;

/** `now`: milliseconds. */
export const nextCooldown = (times: number, now: number): EndpointCooldown => ({
  until: instant(now + lengthMs(times)),
  times,
});

/** How long the cooldown is that follows so many attempts without an answer. */
const lengthMs = (times: number): number => Math.min(LONGEST_COOLDOWN_MS, FIRST_COOLDOWN_MS * 2 ** (times - 1));

/** One process probes; the others wait for what becomes of it. */
export const probing = ({ times }: Pick<EndpointCooldown, 'times'>, now: number): EndpointCooldown => ({
  until: instant(now + PROBE_MS),
  times,
});

/** An attempt takes long, and the endpoint may be silent: the others wait for what becomes of it. */
export const suspected = (now: number): EndpointCooldown => probing({ times: 0 }, now);

/** A probe that was not made: whoever comes next may make it. */
export const probeReleased = ({ times }: EndpointCooldown, now: number): EndpointCooldown => ({
  until: instant(now),
  times,
});

/** What is left of it; 0 when it is over. */
export const remainingMs = ({ until }: EndpointCooldown, now: number): number => Math.max(0, Date.parse(until) - now);

/**
 * How long what waits for the endpoint waits. If all of it came back at the end of the cooldown it would be a burst,
 * refused once more but for one: it is spread over a time as long as the cooldown, in which as much has come. While an
 * endpoint is only suspected it may answer at any moment, and the queue's own backoff is enough.
 */
export function waitMs(
  cooldown: EndpointCooldown,
  now: number,
  /** At least 0, less than 1. */ random: number,
): number {
  const remaining = remainingMs(cooldown, now);
  return remaining === 0 || cooldown.times === 0 ? 0 : remaining + random * lengthMs(cooldown.times);
}

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();
