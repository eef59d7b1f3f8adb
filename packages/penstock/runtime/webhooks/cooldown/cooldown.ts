/** An endpoint that does not answer is left alone by all processes until then; `times` in a row so far. */
export interface Rest {
  /** RFC 3339. */
  readonly until: string;
  readonly times: number;
}

/** Milliseconds: the first rest, and the longest. */
const BASE = 15_000;
const CAP = 300_000;
/** Milliseconds in which one process alone finds out whether the endpoint answers: over an attempt's timeout. */
const PROBE = 8000;

export const nextRest = (times: number, now: number): Rest => ({ until: until(now + lengthOf(times)), times });

/** Milliseconds of the rest that comes after so many attempts without an answer. */
const lengthOf = (times: number): number => Math.min(CAP, BASE * 2 ** (times - 1));

export const probed = ({ times }: Pick<Rest, 'times'>, now: number): Rest => ({ until: until(now + PROBE), times });

/** An attempt takes long: the others wait for what becomes of it. */
export const doubted = (now: number): Rest => probed({ times: 0 }, now);

/** A probe that was not made: whoever comes next may make it. */
export const givenBack = ({ times }: Rest, now: number): Rest => ({ until: until(now), times });

/** Milliseconds that are left of it; 0 when it is over. */
export const restLeft = ({ until }: Rest, now: number): number => Math.max(0, Date.parse(until) - now);

/**
 * Milliseconds until what waits for the endpoint comes back. All of it at the end of the rest would be a burst, refused
 * once more but for one: it is spread over a time as long as the rest, in which as much has come. While an endpoint is
 * only doubted it may answer at any moment, and the queue's own backoff is enough.
 */
export function waitFor(rest: Rest, now: number, /** At least 0, less than 1. */ random: number): number {
  const left = restLeft(rest, now);
  return left === 0 || rest.times === 0 ? 0 : left + random * lengthOf(rest.times);
}

const until = (milliseconds: number): string => new Date(milliseconds).toISOString();
