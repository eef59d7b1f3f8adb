import { UserError } from '../cli/user-error.ts';

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
/** With a zone, because a time without one means something else on every machine. */
const instant = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/;

/**
 * A moment: an RFC 3339 time with its zone, a day (its beginning in UTC), `now`, or how long ago it was (`90m`).
 *
 * @throws UserError naming the option, what came and what was expected
 */
export function momentOf(option: string, value: string, now: Date): Date {
  if (value === 'now') return now;
  const [, amount, unit = ''] = /^(\d{1,6})([smhd])$/.exec(value) ?? [];
  if (amount !== undefined) return new Date(now.getTime() - Number(amount) * (units[unit] ?? 0));
  const moment = new Date(instant.test(value) ? value : Number.NaN);
  if (!Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(dayOf(value, moment))) return moment;
  throw new UserError(
    `${option} is a time with its zone (2026-11-22T16:00:00Z), a day (2026-11-22), now, or how long ago (90m, 2h, 3d); received ${JSON.stringify(value)}.`,
  );
}

/** JavaScript turns 30 February into 2 March: a day that stays what it was exists. */
function dayOf(value: string, moment: Date): string {
  const [day = ''] = value.split('T');
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day) ? moment.toISOString().slice(0, 10) : day;
}

/** `45 s`, `12 min`, `3 h 20 min`, `2 d 5 h`. */
export function ageOf(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
