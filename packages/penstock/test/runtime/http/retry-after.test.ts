import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { retryAfterMs } from '../../../runtime/http/retry-after.ts';

const NOW = Date.parse('2026-11-22T12:00:00.000Z');
const DAY = 86_400_000;
const asked = (value: string | undefined): number | undefined =>
  retryAfterMs(value === undefined ? {} : { 'retry-after': value }, NOW);

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** The three ways in which an instant is written in HTTP. */
const spellings: Readonly<Record<string, (date: Date) => string>> = {
  'IMF-fixdate': (date) => date.toUTCString(),
  'RFC 850': (date) => {
    const [, day, month, year, time] = date.toUTCString().split(' ');
    return `${DAYS[date.getUTCDay()]}, ${day}-${month}-${year?.slice(2)} ${time} GMT`;
  },
  asctime: (date) => {
    const [weekday = '', , month, year, time] = date.toUTCString().split(' ');
    return `${weekday.slice(0, 3)} ${month} ${String(date.getUTCDate()).padStart(2)} ${time} ${year}`;
  },
};

describe('Retry-After', () => {
  it.each([
    ['no seconds', '0', 0],
    ['seconds', '120', 120_000],
    ['more seconds than there are in a day', '99999999', DAY],
    ['more digits than a number holds', '9'.repeat(400), DAY],
    ['a date', 'Sun, 22 Nov 2026 12:02:00 GMT', 120_000],
    ['a date that is over', 'Wed, 21 Oct 2015 07:28:00 GMT', 0],
    ['a date that is far away', 'Fri, 31 Dec 9999 23:59:59 GMT', DAY],
    ['the obsolete date of RFC 850', 'Sunday, 22-Nov-26 12:02:00 GMT', 120_000],
    ['the obsolete date of asctime', 'Sun Nov 22 12:02:00 2026', 120_000],
  ])('asks with %s', (_case, value, wanted) => {
    expect(asked(value)).toBe(wanted);
  });

  it.each([
    ['there is none', undefined],
    ['it is empty', ''],
    ['it is negative', '-1'],
    ['it is a fraction', '1.5'],
    ['it has an exponent', '1e9'],
    ['it has another zone', 'Sun, 22 Nov 2026 12:02:00 +0100'],
    ['it is a date of another standard', '2026-11-22T12:02:00Z'],
    ['there is no such hour', 'Sun, 22 Nov 2026 99:02:00 GMT'],
    ['there is something before it', 'x Sun, 22 Nov 2026 12:02:00 GMT'],
    ['there is something after it', 'Sun, 22 Nov 2026 12:02:00 GMT, 5'],
  ])('asks for nothing when %s', (_case, value) => {
    expect(asked(value)).toBeUndefined();
  });

  it.each(Object.keys(spellings))('asks for the time until a date, however far, written as %s', (form) => {
    const spell = spellings[form];
    if (spell === undefined) throw new Error('no such form');
    const between = (min: string, max: string) =>
      fc.date({ min: new Date(min), max: new Date(max), noInvalidDate: true });
    const date = fc.oneof(
      between('2026-11-22T11:59:00Z', '2026-11-23T12:01:00Z'),
      between('2000-01-01T00:00:00Z', '2049-12-31T23:59:59Z'),
    );
    fc.assert(
      fc.property(date, (until) => {
        const seconds = Math.floor(until.getTime() / 1000) * 1000;
        expect(asked(spell(until))).toBe(Math.min(DAY, Math.max(0, seconds - NOW)));
      }),
    );
  });

  it('never asks for less than nothing or more than a day, whatever the text', () => {
    const digits = fc.stringMatching(/^\d{1,40}$/);
    const dates = fc.date({ noInvalidDate: true }).map((date) => date.toUTCString());
    fc.assert(
      fc.property(fc.oneof(fc.string(), digits, dates), (value) => {
        const wait = asked(value) ?? 0;
        expect(wait >= 0 && wait <= DAY).toBe(true);
      }),
    );
  });
});
