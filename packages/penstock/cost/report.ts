import { UserError } from '../cli/user-error.ts';
import type { Assumptions } from './assumptions.ts';
import { fixedUsage } from './fixed.ts';
import type { Load } from './load.ts';
import { sharesOf } from './load.ts';
import { type Route, routesOf } from './operations.ts';
import { type PriceList, type PriceName, priceOf, throwIfUnpriced } from './prices.ts';
import type { PricedStage } from './stage.ts';
import { hoursOfMonth } from './tasks.ts';
import { costOf, summed, times, type Usage } from './usage.ts';

export const secondsOfMonth = hoursOfMonth * 3600;

export type Section = 'fixed' | 'million' | 'worst' | 'load';

/** Something that costs, and what it costs in each region, in USD. */
export interface Row {
  readonly section: Section;
  readonly name: string;
  readonly usd: Readonly<Record<string, number>>;
}

export interface Report {
  readonly stage: string;
  readonly regions: readonly string[];
  readonly rows: readonly Row[];
  /** Every price that was asked for, with its region. */
  readonly used: readonly (readonly [PriceName, string])[];
}

export interface ReportOptions {
  readonly prices: PriceList;
  readonly assumptions: Assumptions;
  readonly load?: Load;
  /** One of the stage's; absent: all. */
  readonly region?: string;
}

export const total = 'all';

/**
 * What a stage costs. What a write costs in another region stands with the region that was called.
 *
 * @throws UserError where a price is not known, or the stage is not in the region
 */
export function reportOf(stage: PricedStage, { prices, assumptions, load, region }: ReportOptions): Report {
  const regions = stage.regions.filter((one) => region === undefined || one.region === region);
  if (regions.length === 0) throw new UserError(notThere(String(region), stage));
  const names = regions.map((one) => one.region);
  const fixed = fixedUsage(stage.stacks).filter((line) => region === undefined || line.region === region);
  throwIfUnpriced(prices, [...names, ...fixed.map((line) => line.region)]);
  const routes = regions.map((one) => [one.region, routesOf(one, assumptions)] as const);
  const used = summed([...fixed, ...routes.flatMap(([, all]) => all.flatMap(({ usage }) => usage))]);
  return {
    stage: stage.stage,
    regions: [...new Set([...names, ...fixed.map((line) => line.region)])],
    rows: [
      ...fixedRows(fixed, prices),
      ...perMillion(routes, prices),
      ...worstCase(routes, prices),
      ...(load === undefined ? [] : underLoad(routes, prices, load)),
    ],
    used: used.map((line) => [line.price, line.region]),
  };
}

const notThere = (region: string, { regions }: PricedStage): string =>
  `The stage has no API in that region.\n    received ${region}\n    expected ${regions
    .map((one) => one.region)
    .join(', ')}`;

type Routes = readonly (readonly [region: string, routes: readonly Route[]])[];

function fixedRows(fixed: Usage, prices: PriceList): readonly Row[] {
  const names = [...new Set(fixed.map(({ price }) => price))];
  const rows = names.map((name) => ({
    section: 'fixed' as const,
    name: prices.prices[name].title,
    usd: Object.fromEntries(
      fixed
        .filter(({ price }) => price === name)
        .map(({ region, quantity }) => [region, quantity * priceOf(prices, name, region)]),
    ),
  }));
  return withTotal('fixed', rows);
}

function perMillion(routes: Routes, prices: PriceList): readonly Row[] {
  return operationsOf(routes).map((name) => ({
    section: 'million',
    name,
    usd: costs(routes, (route) => (route.name === name ? 1_000_000 : 0), prices),
  }));
}

/** Every route at its throttle, for a month without a pause. */
function worstCase(routes: Routes, prices: PriceList): readonly Row[] {
  const usd = costs(routes, ({ rate = 0 }) => rate * secondsOfMonth, prices);
  return [{ section: 'worst', name: total, usd }];
}

/** The load is the stage's: each region has its share of it. */
function underLoad(routes: Routes, prices: PriceList, load: Load): readonly Row[] {
  const shares = sharesOf(load, operationsOf(routes));
  const rows = [...shares].map(([name, share]) => ({
    section: 'load' as const,
    name,
    usd: costs(
      routes,
      (route) => (route.name === name ? (load.rps * share * secondsOfMonth) / routes.length : 0),
      prices,
    ),
  }));
  return withTotal('load', rows);
}

const operationsOf = (routes: Routes): readonly string[] => [
  ...new Set(routes.flatMap(([, all]) => all.flatMap(({ name, isOperation }) => (isOperation ? [name] : [])))),
];

const costs = (routes: Routes, requests: (route: Route) => number, prices: PriceList): Row['usd'] =>
  Object.fromEntries(
    routes.map(([region, all]) => [
      region,
      all.reduce((sum, route) => sum + costOf(times(route.usage, requests(route)), prices), 0),
    ]),
  );

function withTotal(section: Section, rows: readonly Row[]): readonly Row[] {
  const usd: Record<string, number> = {};
  for (const row of rows) {
    for (const [region, value] of Object.entries(row.usd)) usd[region] = (usd[region] ?? 0) + value;
  }
  return [...rows, { section, name: total, usd }];
}
