import { join } from 'node:path';
import { UserError } from '../cli/user-error.ts';
import { isObject, type JsonObject, object } from '../local/json.ts';
import { readYaml } from './yaml.ts';

const names = [
  'apiRequest',
  'firewallRequest',
  'firewall',
  'firewallRule',
  'lambdaRequest',
  'lambdaArm',
  'lambdaX86',
  'tableWrite',
  'tableRead',
  'event',
  'archive',
  'queueRequest',
  'fairQueueRequest',
  'logs',
  'trace',
  'alarm',
  'customMetric',
  'key',
  'secret',
  'dashboard',
  'healthCheck',
  'healthCheckOption',
  'taskCpu',
  'taskMemory',
  'loadBalancer',
  'natGateway',
  'publicAddress',
] as const;

/** What is paid for. */
export type PriceName = (typeof names)[number];

/** How a figure was verified; prices.yaml says what each means. */
const sources: readonly string[] = ['price-list', 'page', 'memory'];

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

/** @throws UserError naming everything in the file that is not understood */
export function readPrices(file = priceFile): PriceList {
  const given = object(readYaml(file));
  const problems = problemsOf(given);
  if (problems.length > 0) throw new UserError([`${file} is no list of prices.`, ...problems].join('\n    '));
  return given as unknown as PriceList;
}

function problemsOf({ checked, prices }: JsonObject): readonly string[] {
  const list = object(prices);
  const isDay = /^\d{4}-\d\d-\d\d$/.test(String(checked)) && !Number.isNaN(Date.parse(String(checked)));
  return [
    ...(isDay ? [] : [`checked is a day, such as 2026-11-29, received ${JSON.stringify(checked)}`]),
    ...names.filter((name) => !isObject(list[name])).map((name) => `prices.${name} is not there`),
    ...names.flatMap((name) => (isObject(list[name]) ? problemsOfPrice(name, list[name]) : [])),
  ];
}

function problemsOfPrice(name: string, { title, per, source, regions, everywhere }: JsonObject): readonly string[] {
  const figures = [
    ...Object.entries(object(regions)).map(([region, figure]) => [`regions.${region}`, object(figure)] as const),
    ...(everywhere === undefined ? [] : [['everywhere', object(everywhere)] as const]),
  ];
  return [
    ...(typeof title === 'string' ? [] : [`prices.${name}.title is what is paid for`]),
    ...(typeof per === 'number' && per > 0 ? [] : [`prices.${name}.per is of how many it is the price`]),
    ...(typeof source === 'string' ? [] : [`prices.${name}.source is the page that has it`]),
    ...figures.flatMap(([at, { usd, verified }]) => [
      ...(typeof usd === 'number' && usd >= 0
        ? []
        : [`prices.${name}.${at}.usd is a number, received ${JSON.stringify(usd)}`]),
      ...(sources.includes(String(verified))
        ? []
        : [`prices.${name}.${at}.verified is one of ${sources.join(', ')}, received ${JSON.stringify(verified)}`]),
    ]),
  ];
}

/** In USD, of one. @throws UserError where the price of that region is not known */
export function priceOf({ prices }: PriceList, name: PriceName, region: string): number {
  const { per } = prices[name];
  return figureOf(prices[name], region).usd / per;
}

/**
 * That a stage can be priced where it is, before anything of it is.
 *
 * @throws UserError naming the regions that have prices
 */
export function throwIfUnpriced({ prices }: PriceList, regions: readonly string[]): void {
  const lists = names.flatMap((name) => {
    const { regions: own, everywhere } = prices[name];
    return everywhere === undefined ? [Object.keys(own ?? {})] : [];
  });
  const priced = (lists[0] ?? []).filter((region) => lists.every((list) => list.includes(region)));
  const unpriced = [...new Set(regions)].filter((region) => !lists.some((list) => list.includes(region)));
  if (unpriced.length === 0) return;
  throw new UserError(
    `There are no prices for a region of the stage.\n    received ${unpriced.join(', ')}\n    expected ${priced.join(', ')}\n    fix      add them to a copy of ${priceFile}, from the pages it names, and name that with --prices`,
  );
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
