/** An endpoint that does not answer is left alone by all processes until then; `times` in a row so far. */
export interface Rest {
  /** RFC 3339. */
  readonly until: string;
  readonly times: number;
}

/** Milliseconds: the first rest, and the longest. */
const BASE = 15_000;
const CAP = 300_000;
/** Milliseconds for which one process alone may find out whether the endpoint is back: over an attempt's timeout. */
const PROBE = 8000;

export const nextRest = (times: number, now: number): Rest => ({
  until: new Date(now + Math.min(CAP, BASE * 2 ** (times - 1))).toISOString(),
  times,
});

export const probed = ({ times }: Rest, now: number): Rest => ({ until: new Date(now + PROBE).toISOString(), times });

/** Milliseconds that are left of it; 0 when it is over. */
export const restLeft = ({ until }: Rest, now: number): number => Math.max(0, Date.parse(until) - now);
