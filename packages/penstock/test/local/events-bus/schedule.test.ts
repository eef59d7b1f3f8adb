import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createRuleClock } from '../../../local/events-bus/clock.ts';
import type { RuleDefinition } from '../../../local/events-bus/definition.ts';
import { readSchedule, type Schedule } from '../../../local/events-bus/schedule.ts';

const scheduleOf = (expression: string): Schedule => {
  const schedule = readSchedule(expression);
  if (typeof schedule === 'string') throw new Error(schedule);
  return schedule;
};
const nextOf = (expression: string, after: string) => {
  const next = scheduleOf(expression).next(Date.parse(after));
  return next === undefined ? undefined : new Date(next).toISOString();
};

describe('the schedule of a rule', () => {
  it.each([
    ['rate(1 minute)', '2026-03-01T10:00:30.000Z', '2026-03-01T10:01:30.000Z'],
    ['rate(2 hours)', '2026-03-01T23:00:00.000Z', '2026-03-02T01:00:00.000Z'],
    ['cron(0 18 ? * MON-FRI *)', '2026-03-06T18:00:00.000Z', '2026-03-09T18:00:00.000Z'],
    ['cron(0/15 8-9 * * ? *)', '2026-03-01T08:45:00.000Z', '2026-03-01T09:00:00.000Z'],
    ['cron(0/15 8-9 * * ? *)', '2026-03-01T09:45:00.000Z', '2026-03-02T08:00:00.000Z'],
    ['cron(30 6 1,15 JAN,JUL ? *)', '2026-01-15T06:30:00.000Z', '2026-07-01T06:30:00.000Z'],
    ['cron(0 0 ? * 1 *)', '2026-03-01T00:00:00.000Z', '2026-03-08T00:00:00.000Z'],
    ['cron(0 0 29 2 ? *)', '2026-03-01T00:00:00.000Z', '2028-02-29T00:00:00.000Z'],
    ['cron(0 0 1 1 ? 2027)', '2026-03-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    ['cron(0 0 1 1 ? 2026)', '2026-03-01T00:00:00.000Z', undefined],
  ])('%s comes after %s at %s', (expression, after, expected) => {
    expect(nextOf(expression, after)).toBe(expected);
  });

  it.each([
    'rate(0 minutes)',
    'rate(1 minutes)',
    'rate(2 minute)',
    'rate(1 week)',
    'cron(0 0 * * * *)',
    'cron(0 0 ? * ? *)',
    'cron(60 0 * * ? *)',
    'cron(0 0 L * ? *)',
    'cron(0 0 ? * 6#3 *)',
    'cron(0/0 0 * * ? *)',
    'cron(0 0 * * ?)',
    'at(2026-01-01T00:00:00)',
  ])('fails as %s, which the local cloud does not run', (expression) => {
    expect(readSchedule(expression)).toMatch(/^the local cloud runs schedules such as .*, received "/);
  });
});

describe('the clock of rules', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: 0 });
  });
  afterEach(() => {
    jest.useRealTimers();
  });
  const rule = (arn: string, expression?: string): RuleDefinition => ({
    name: arn,
    arn,
    pattern: '',
    matches: () => false,
    targets: [],
    ...(expression === undefined ? {} : { schedule: scheduleOf(expression) }),
  });

  it('lets a rule come due at each of its times, until it is gone', () => {
    const due: [string, number][] = [];
    const clock = createRuleClock((arn, at) => due.push([arn, at]));
    clock.define([rule('a', 'rate(1 minute)'), rule('none')]);
    jest.advanceTimersByTime(90_000);
    clock.define([rule('a', 'rate(1 minute)')]);
    jest.advanceTimersByTime(30_000);
    clock.define([rule('a', 'rate(2 minutes)')]);
    jest.advanceTimersByTime(120_000);
    clock.define([]);
    jest.advanceTimersByTime(600_000);

    expect(due).toEqual([
      ['a', 60_000],
      ['a', 120_000],
      ['a', 240_000],
    ]);
  });

  it('waits longer than a timer of Node can', () => {
    const due: number[] = [];
    const clock = createRuleClock((_, at) => due.push(at));
    clock.define([rule('a', 'rate(60 days)')]);
    jest.advanceTimersByTime(60 * 86_400_000 - 1);
    expect(due).toEqual([]);
    jest.advanceTimersByTime(1);
    clock.close();

    expect(due).toEqual([60 * 86_400_000]);
  });
});
