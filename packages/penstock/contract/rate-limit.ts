import type { Plan } from './model.ts';

const HOUR = 3600;
/** Seconds; a month has no fixed length. */
const windows = { DAY: 24 * HOUR, WEEK: 7 * 24 * HOUR, MONTH: undefined };

/** Windows longer than this are not looked for, where a rate is no whole number of requests. */
const LONGEST_WINDOW_SECONDS = 60;

/**
 * What a plan allows, as `RateLimit-Policy` says it: `"rate";q=50;w=1, "quota";q=100000;w=86400`. How much is left of it the
 * gateway tells nobody.
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/11/
 */
export const rateLimitPolicy = ({ rate, quota }: Plan): string =>
  [ratePolicy(rate), ...(quota === undefined ? [] : [quotaPolicy(quota)])].join(', ');

/** The name of the policy that a quota is. */
const QUOTA = '"quota"';

function quotaPolicy({ limit, period }: NonNullable<Plan['quota']>): string {
  const seconds = windows[period];
  return `${QUOTA};q=${limit}${seconds === undefined ? '' : `;w=${seconds}`}`;
}

/** The shortest window with a whole number of requests, from 1. */
function ratePolicy(rate: number): string {
  const all = Array.from({ length: LONGEST_WINDOW_SECONDS }, (_, index) => index + 1);
  const whole = all.find((seconds) => Number.isInteger(rate * seconds));
  if (whole !== undefined) return `"rate";q=${rate * whole};w=${whole}`;
  const window = Math.max(LONGEST_WINDOW_SECONDS, Math.ceil(1 / rate));
  return `"rate";q=${Math.floor(rate * window)};w=${window}`;
}

/**
 * What the gateway may say when a quota is used up: nothing is left, and of what, where all plans that have a quota have
 * the same. Its headers are fixed, whoever asks.
 */
export function quotaExceededHeaders(plans: Readonly<Record<string, Plan>>): Readonly<Record<string, string>> {
  const [only, ...others] = new Set(Object.values(plans).flatMap(({ quota }) => (quota ? [quotaPolicy(quota)] : [])));
  if (only === undefined) return {};
  return { RateLimit: `${QUOTA};r=0`, ...(others.length === 0 && { 'RateLimit-Policy': only }) };
}
