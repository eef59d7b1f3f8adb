import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { ageWarning, fromMemory, type PriceName, priceOf, readPrices, throwIfUnpriced } from '../../cost/prices.ts';

const prices = readPrices();

describe('the prices of the kit', () => {
  it.each(Object.entries(prices.prices))(
    'have a source, a size and figures that say where they were read: %s',
    (_, price) => {
      expect(price.source).toMatch(/^https:\/\/aws\.amazon\.com\/[a-z0-9/-]+\/pricing\//);
      expect(price.per).toBeGreaterThan(0);
      const figures = [...Object.values(price.regions ?? {}), ...(price.everywhere ? [price.everywhere] : [])];
      expect(figures.length).toBeGreaterThan(0);
      for (const { usd, verified } of figures) {
        expect(usd).toBeGreaterThan(0);
        expect(['price-list', 'page', 'memory']).toContain(verified);
      }
    },
  );

  it('are there for the same regions', () => {
    const regions = Object.values(prices.prices).flatMap((price) =>
      price.regions === undefined ? [] : [Object.keys(price.regions).toSorted().join(' ')],
    );

    expect(new Set(regions).size).toBe(1);
  });

  it('are of one, where AWS names them for a million', () => {
    expect(priceOf(prices, 'apiRequest', 'us-east-1')).toBeCloseTo(3.5e-6, 12);
    expect(priceOf(prices, 'dashboard', 'wherever')).toBe(3);
  });

  it('fail in a region that has none, and say where to look', () => {
    expect(() => priceOf(prices, 'tableWrite', 'sa-east-1')).toThrow(
      /received DynamoDB on demand, write unit, in sa-east-1\n.*expected us-east-1, .*\n.*https:\/\/aws\.amazon\.com\/dynamodb/,
    );
  });

  it('are counted where they were not read again', () => {
    const used: readonly (readonly [PriceName, string])[] = [
      ['apiRequest', 'eu-west-1'],
      ['apiRequest', 'eu-west-2'],
    ];

    expect(fromMemory(prices, used)).toBe(1);
  });
});

describe('the age of prices', () => {
  const checked = { ...prices, checked: '2026-01-01' };

  it.each([
    ['2026-07-03', undefined],
    ['2026-07-04', 'Warning: the prices were checked on 2026-01-01, 184 days ago; compare them with their sources.'],
  ])('is a warning after six months: %s', (day, warning) => {
    expect(ageWarning(checked, new Date(day))).toBe(warning);
  });
});

describe('a region', () => {
  it('has prices for everything, or a message that names those that have', () => {
    const all = 'us-east-1, us-east-2, us-west-2, eu-west-1, eu-west-2, eu-central-1, ap-northeast-1';

    expect(() => throwIfUnpriced(prices, all.split(', '))).not.toThrow();
    expect(() => throwIfUnpriced(prices, ['eu-west-1', 'eu-west-3', 'ap-northeast-3'])).toThrow(
      `There are no prices for a region of the stage.\n    received eu-west-3, ap-northeast-3\n    expected ${all}\n    fix      add them`,
    );
  });
});

describe('a file of prices', () => {
  const folder = mkdtempSync(join(tmpdir(), 'penstock-prices-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'prices.yaml');

  it('fails with everything that is not understood', () => {
    const { alarm: _, ...others } = prices.prices;
    const logs = { per: 0, regions: { 'eu-west-1': { usd: 'much', verified: 'guess' } } };
    writeFileSync(file, stringify({ checked: 'today', prices: { ...others, logs } }));

    expect(() => readPrices(file)).toThrow(
      [
        `${file} is no list of prices.`,
        'checked is a day, such as 2026-11-29, received "today"',
        'prices.alarm is not there',
        'prices.logs.title is what is paid for',
        'prices.logs.per is of how many it is the price',
        'prices.logs.source is the page that has it',
        'prices.logs.regions.eu-west-1.usd is a number, received "much"',
        'prices.logs.regions.eu-west-1.verified is one of price-list, page, memory, received "guess"',
      ].join('\n    '),
    );
  });

  it.each([
    ['is not there', join(folder, 'none.yaml'), '(ENOENT)\n'],
    ['is no YAML', file, '('],
  ])('fails in one message where it %s', (_, path, message) => {
    writeFileSync(file, 'prices: [');

    expect(() => readPrices(path)).toThrow(`There is no YAML to read.\n    received ${path} ${message}`);
  });
});
