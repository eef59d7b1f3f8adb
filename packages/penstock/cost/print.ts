import { table } from '../cli/table.ts';
import type { Change } from './difference.ts';
import { type PriceList, priceOf } from './prices.ts';
import { type Report, type Section, total } from './report.ts';
import { summed, type Usage } from './usage.ts';

const titles: Readonly<Record<Section, string>> = {
  fixed: 'Fixed, a month',
  million: 'A million requests',
  worst: 'Worst case, a month: every route at its throttle',
  load: 'Under the load, a month',
};

type Table = (headings: readonly string[], rows: readonly (readonly string[])[]) => string;

const plain: Table = (headings, rows) => table(headings, rows, { right: headings.slice(1) });

const markdown: Table = (headings, rows) =>
  [headings, ['---', ...headings.slice(1).map(() => '---:')], ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');

export interface PrintOptions {
  readonly prices: PriceList;
  /** As tables of Markdown, for a comment. */
  readonly markdown?: boolean;
}

/** What a stage costs, a table a section. */
export function printReport(report: Report, { prices, markdown: asMarkdown = false }: PrintOptions): string {
  const { stage, regions, rows } = report;
  const sections = (Object.keys(titles) as Section[]).filter((section) => rows.some((row) => row.section === section));
  const tables = sections.map((section) => {
    const all = rows.filter((row) => row.section === section);
    return (asMarkdown ? markdown : plain)(
      [titles[section], ...regions],
      all.map(({ name, usd }) => [
        name,
        ...regions.map((region) => (usd[region] === undefined ? '' : dollars(usd[region]))),
      ]),
    );
  });
  const title = `${stage}: USD, list prices of ${prices.checked}, no free tier subtracted, first tiers only`;
  return [title, ...tables].join('\n\n');
}

/** What changed against a revision, a line each. */
export function printChanges(changes: readonly Change[], base: string, { markdown: asMarkdown = false }): string {
  if (changes.length === 0) return `Nothing costs more or less than at ${base}.`;
  const rows = changes.map(({ section, name, region, before, after }) => [
    name === total ? titles[section] : `${titles[section]}: ${name}`,
    region,
    before === undefined ? 'new' : dollars(before),
    after === undefined ? 'gone' : dollars(after),
    signed((after ?? 0) - (before ?? 0)),
  ]);
  const headings = ['USD', 'region', base, 'now', 'difference'];
  return (asMarkdown ? markdown : plain)(headings, rows);
}

/** What a million requests to an operation use in a region, with the price of each. */
export function printUsage(usage: Usage, prices: PriceList, asMarkdown = false): string {
  const rows = summed(usage).map(({ price, region, quantity }) => [
    prices.prices[price].title,
    region,
    amount(quantity * 1_000_000),
    dollars(quantity * 1_000_000 * priceOf(prices, price, region)),
  ]);
  return (asMarkdown ? markdown : plain)(['A million requests', 'region', 'amount', 'USD'], rows);
}

const dollars = (usd: number): string =>
  usd.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

const signed = (usd: number): string => `${usd < 0 ? '-' : '+'}${dollars(Math.abs(usd))}`;

const amount = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 2 });
