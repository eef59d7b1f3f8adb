import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { UserError } from '../cli/user-error.ts';

/** What is paid for. */
export type PriceName =
  | 'apiRequest'
  | 'firewallRequest'
  | 'firewall'
  | 'firewallRule'
  | 'lambdaRequest'
  | 'lambdaArm'
  | 'lambdaX86'
  | 'tableWrite'
  | 'tableRead'
  | 'event'
  | 'archive'
  | 'queueRequest'
  | 'fairQueueRequest'
  | 'logs'
  | 'trace'
  | 'alarm'
  | 'customMetric'
  | 'key'
  | 'secret'
  | 'dashboard'
  | 'healthCheck'
  | 'healthCheckOption';

interface Figure {
  readonly usd: number;
  readonly verified: 'price-list' | 'page' | 'memory';
}

interface Price {
  readonly title: string;
  /** Of how many it is the price. */
  readonly per: number;
  readonly source: string;
  readonly regions?: Readonly<Record<string, Figure>>;
  readonly everywhere?: Figure;
}

export interface PriceList {
  /** The day, as `2026-11-29`. */
  readonly checked: string;
  readonly prices: Readonly<Record<PriceName, Price>>;
}

/** The prices that come with the kit. */
const priceFile = join(import.meta.dirname, 'prices.yaml');

export const readPrices = (file = priceFile): PriceList => parse(readFileSync(file, 'utf8')) as PriceList;

/** In USD, of one. @throws UserError where the price of that region is not known */
export function priceOf({ prices }: PriceList, name: PriceName, region: string): number {
  const { per } = prices[name];
  return figureOf(prices[name], region).usd / per;
}

/** How many of the figures that were used are not read from AWS or from a page that quotes it. */
export const fromMemory = ({ prices }: PriceList, used: readonly (readonly [PriceName, string])[]): number =>
  used.filter(([name, region]) => figureOf(prices[name], region).verified === 'memory').length;

function figureOf({ title, regions = {}, everywhere, source }: Price, region: string): Figure {
  const figure = regions[region] ?? everywhere;
  if (figure !== undefined) return figure;
  throw new UserError(
    `A price is not known in a region of the stage.\n    received ${title}, in ${region}\n    expected ${Object.keys(
      regions,
    ).join(', ')}\n    fix      add it to a copy of ${priceFile}, from ${source}, and name that with --prices`,
  );
}

/** Days of six months, after which prices are too old to go without a word. */
const daysOfSixMonths = 183;

/** A warning where the prices were read more than six months ago. */
export function ageWarning({ checked }: PriceList, now: Date): string | undefined {
  const days = Math.floor((now.getTime() - Date.parse(checked)) / 86_400_000);
  if (days <= daysOfSixMonths) return undefined;
  return `Warning: the prices were checked on ${checked}, ${days} days ago; compare them with their sources.`;
}
