/** When a rule comes due by itself. */
export interface Schedule {
  /** As it is declared. */
  readonly expression: string;
  /** Milliseconds since the epoch of the first time after another; undefined where there is none. */
  readonly next: (after: number) => number | undefined;
}

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Reads `rate(5 minutes)` and `cron(0 18 ? * MON-FRI *)`, in UTC.
 *
 * @returns why it is none, otherwise
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export function readSchedule(expression: string): Schedule | string {
  const rate = /^rate\((\d+) (minute|hour|day)(s?)\)$/.exec(expression);
  if (rate !== null) {
    const [, count = '', unit = '', plural = ''] = rate;
    const every = Number(count) * (unitMs[unit] ?? 0);
    if (every === 0 || (count === '1') !== (plural === '')) return notUnderstood(expression);
    return { expression, next: (after) => after + every };
  }
  const cron = /^cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)$/.exec(expression);
  return cron === null ? notUnderstood(expression) : readCron(expression, cron.slice(1));
}

const notUnderstood = (expression: string): string =>
  `the local cloud runs schedules such as rate(5 minutes) and cron(0 18 ? * MON-FRI *), received ${JSON.stringify(expression)}.`;

interface Field {
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

const fields: readonly Field[] = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  {
    least: 1,
    most: 12,
    names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
  },
  { least: 1, most: 7, names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] },
  { least: 1970, most: 2199 },
];

function readCron(expression: string, given: readonly string[]): Schedule | string {
  // One of the two fields for days is `?`, since each says it all.
  if ((given[2] === '?') === (given[4] === '?')) return notUnderstood(expression);
  const sets = fields.map((field, index) => valuesOf(given[index] ?? '', field));
  const [minutes, hours, days, months, weekdays, years] = sets;
  if (!minutes || !hours || !days || !months || !weekdays || !years) return notUnderstood(expression);
  const isDay = (date: Date) =>
    years.has(date.getUTCFullYear()) &&
    months.has(date.getUTCMonth() + 1) &&
    days.has(date.getUTCDate()) &&
    weekdays.has(date.getUTCDay() + 1);
  const times = [...hours]
    .flatMap((hour) => [...minutes].map((minute) => (hour * 60 + minute) * 60_000))
    .toSorted((a, b) => a - b);
  return { expression, next: (after) => nextTime(after, isDay, times) };
}

/** The 29th of February is at the most eight years away, as in 1896 to 1904. */
const mostDays = 9 * 366;

function nextTime(after: number, isDay: (date: Date) => boolean, times: readonly number[]): number | undefined {
  const dayMs = 86_400_000;
  const midnight = Math.floor(after / dayMs) * dayMs;
  for (let day = 0; day < mostDays; day++) {
    const start = midnight + day * dayMs;
    if (!isDay(new Date(start))) continue;
    const time = times.find((each) => start + each > after);
    if (time !== undefined) return start + time;
  }
  return undefined;
}

/** @returns undefined for what is not understood, such as `L`, `W` and `#` */
function valuesOf(given: string, field: Field): ReadonlySet<number> | undefined {
  const found = new Set<number>();
  for (const part of given.split(',')) {
    const [, range = '', step = '1'] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
    const bounds = boundsOf(range, field, part.includes('/'));
    if (bounds === undefined || Number(step) === 0) return undefined;
    for (let value = bounds.first; value <= bounds.last; value += Number(step)) found.add(value);
  }
  return found;
}

function boundsOf(range: string, field: Field, hasStep: boolean) {
  if (range === '*' || range === '?') return { first: field.least, last: field.most };
  const [first, last] = range.split('-').map((value) => valueIn(value, field));
  if (first === undefined || (range.includes('-') && last === undefined)) return undefined;
  return { first, last: last ?? (hasStep ? field.most : first) };
}

function valueIn(given: string, { least, most, names = [] }: Field): number | undefined {
  const named = names.indexOf(given.toUpperCase());
  if (named >= 0) return least + named;
  const value = /^\d+$/.test(given) ? Number(given) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}
