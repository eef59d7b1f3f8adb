import { table } from '../../packages/penstock/cli/table.ts';
import type { ColdStart } from './cold-start.ts';

/** What all others are compared with. */
export const yardstick = 'createOrder';

/** The most that a cold start may take of the yardstick's. */
export const limits: Readonly<Record<string, number>> = { graph: 1.5, orderService: 2 };

export interface Measured {
  readonly name: string;
  readonly bytes: number;
  readonly starts: readonly ColdStart[];
  /** The same function of another checkout, in the same rounds. */
  readonly base?: { readonly bytes: number; readonly starts: readonly ColdStart[] };
}

const headings = ['function', 'KB', 'Node ms', 'init ms', 'CPU ms', 'spread', 'ratio', 'at most'];
const baseHeadings = ['base KB', 'base ms', 'of base'];

/** Medians of CPU time, and how far apart the middle half of the runs is. */
export function report(measured: readonly Measured[]): string {
  const has = measured.some(({ base }) => base !== undefined);
  const all = has ? [...headings, ...baseHeadings] : headings;
  const rows = measured.map((one) => [...rowOf(one, measured), ...(has ? baseOf(one) : [])]);
  return table(all, rows, { right: all.slice(1) });
}

function rowOf(one: Measured, all: readonly Measured[]): readonly string[] {
  const { name, bytes, starts } = one;
  const spread = `${(spreadOf(totals(starts)) * 100).toFixed(0)}%`;
  const ratio = ratioOf(one, all);
  return [
    name,
    kilobytes(bytes),
    median(starts.map(({ node }) => node)).toFixed(1),
    median(starts.map(({ init }) => init)).toFixed(1),
    median(totals(starts)).toFixed(1),
    spread,
    ratio?.toFixed(2) ?? '',
    limits[name]?.toString() ?? '',
  ];
}

function baseOf({ starts, base }: Measured): readonly string[] {
  if (base === undefined) return [];
  const before = median(totals(base.starts));
  return [kilobytes(base.bytes), before.toFixed(1), (median(totals(starts)) / before).toFixed(2)];
}

/** Each function that takes more than it may: what it takes, and what was expected. */
export const breaches = (measured: readonly Measured[]): readonly string[] =>
  measured.flatMap((one) => {
    const [most, ratio] = [limits[one.name], ratioOf(one, measured)];
    if (most === undefined || ratio === undefined || ratio <= most) return [];
    return [`${one.name} takes ${ratio.toFixed(2)} of the CPU of ${yardstick}; expected ${most} at most.`];
  });

function ratioOf({ starts }: Measured, all: readonly Measured[]): number | undefined {
  const against = all.find(({ name }) => name === yardstick);
  return against && median(totals(starts)) / median(totals(against.starts));
}

const totals = (starts: readonly ColdStart[]): readonly number[] => starts.map(({ total }) => total);
const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1);

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The interquartile range as a share of the median. */
export const spreadOf = (values: readonly number[]): number =>
  (quantile(values, 0.75) - quantile(values, 0.25)) / median(values);

/** Between the two values that the place is between. */
function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * part;
  const [below = Number.NaN, above = below] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place - Math.floor(place));
}
