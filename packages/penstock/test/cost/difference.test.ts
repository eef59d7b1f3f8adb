import { expect, it } from '@jest/globals';
import { changesOf } from '../../cost/difference.ts';
import { readPrices } from '../../cost/prices.ts';
import { printChanges, printReport } from '../../cost/print.ts';
import type { Report } from '../../cost/report.ts';

const report = (...rows: Report['rows']): Report => ({ stage: 'dev', regions: ['eu-west-1'], rows, used: [] });
const row = (section: 'fixed' | 'million', name: string, usd: number) =>
  ({ section, name, usd: { 'eu-west-1': usd } }) as const;

const before = report(row('fixed', 'all', 10), row('million', 'getParcel', 7), row('million', 'getLabel', 8));
const after = report(
  row('fixed', 'all', 9.5),
  row('million', 'getParcel', 7.004),
  row('million', 'dropParcel', 1234.5),
);

it('has what costs more or less, what is new and what is gone', () => {
  expect(
    printChanges(changesOf(before, after), 'main', {})
      .split('\n')
      .map((line) => line.split(/ {2,}/)),
  ).toEqual([
    ['USD', 'region', 'main', 'now', 'difference'],
    ['Fixed, a month', 'eu-west-1', '10.00', '9.50', '-0.50'],
    ['A million requests: dropParcel', 'eu-west-1', 'new', '1,234.50', '+1,234.50'],
    ['A million requests: getLabel', 'eu-west-1', '8.00', 'gone', '-8.00'],
  ]);
});

it('is a table of Markdown for a comment', () => {
  expect(printChanges(changesOf(before, report(row('fixed', 'all', 12))), 'main', { markdown: true })).toBe(
    [
      '| USD | region | main | now | difference |',
      '| --- | ---: | ---: | ---: | ---: |',
      '| Fixed, a month | eu-west-1 | 10.00 | 12.00 | +2.00 |',
      '| A million requests: getParcel | eu-west-1 | 7.00 | gone | -7.00 |',
      '| A million requests: getLabel | eu-west-1 | 8.00 | gone | -8.00 |',
    ].join('\n'),
  );
});

it('is one sentence where nothing changed', () => {
  expect(printChanges(changesOf(before, before), 'main', {})).toBe('Nothing costs more or less than at main.');
});

it('prints a report with the day of its prices', () => {
  expect(printReport(report(row('fixed', 'all', 10)), { prices: readPrices(), markdown: true })).toBe(
    [
      `dev: USD, list prices of ${readPrices().checked}, no free tier subtracted, first tiers only`,
      '',
      '| Fixed, a month | eu-west-1 |',
      '| --- | ---: |',
      '| all | 10.00 |',
    ].join('\n'),
  );
});
