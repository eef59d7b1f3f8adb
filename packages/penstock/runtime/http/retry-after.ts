import type { IncomingHttpHeaders } from 'node:http';

/** Milliseconds: a day. Nothing here waits longer. */
const LONGEST_MS = 24 * 60 * 60 * 1000;

const MONTH = '(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const TIME = '\\d{2}:\\d{2}:\\d{2}';
/** `Sun, 06 Nov 1994 08:49:37 GMT`, and the two obsolete forms that a recipient has to know (RFC 9110, 5.6.7). */
const DATE = new RegExp(
  `^([A-Z][a-z]{2}, \\d{2} ${MONTH} \\d{4} ${TIME} GMT|[A-Z][a-z]{5,8}, \\d{2}-${MONTH}-\\d{2} ${TIME} GMT|[A-Z][a-z]{2} ${MONTH} [ \\d]\\d ${TIME} \\d{4})$`,
);

/**
 * Milliseconds that a Retry-After asks for, in seconds or by a date (RFC 9110, 10.2.3); undefined for none, and for what
 * is neither. Never negative, and never over a day.
 *
 * @param now milliseconds since the epoch
 */
export function retryAfterMs(headers: IncomingHttpHeaders, now: number): number | undefined {
  const value = String(headers['retry-after']);
  if (/^\d+$/.test(value)) return within(Number(value) * 1000);
  if (!DATE.test(value)) return undefined;
  const until = Date.parse(value.endsWith('GMT') ? value : `${value} GMT`);
  return Number.isNaN(until) ? undefined : within(until - now);
}

const within = (milliseconds: number): number => Math.min(Math.max(milliseconds, 0), LONGEST_MS);
