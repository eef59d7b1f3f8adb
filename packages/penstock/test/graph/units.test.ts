import { describe, expect, it } from '@jest/globals';
import { duration, milliseconds, prefixOf, shortOf } from '../../graph/units.ts';

describe('a time', () => {
  it.each([
    [1, '1 s'],
    [60, '60 s'],
    [90, '90 s'],
    [120, '2 min'],
    [3600, '60 min'],
    [21_600, '6 h'],
    [86_400, '24 h'],
    [1_209_600, '14 d'],
  ])('of %d s is %s', (seconds, shown) => {
    expect(duration(seconds)).toBe(shown);
  });

  it('in milliseconds is shown in seconds', () => {
    expect(milliseconds(500)).toBe('0.5 s');
  });
});

describe('names', () => {
  it.each([
    [['shop-prod-a', 'shop-prod-b'], 'shop-prod-'],
    [['shop-pack', 'shop-parcel'], 'shop-'],
    [['one', 'other'], ''],
    [['shop-prod-a'], ''],
    [[], ''],
  ])('%j begin with "%s"', (names, prefix) => {
    expect(prefixOf(names)).toBe(prefix);
  });

  it('are shown without it, unless nothing is left', () => {
    expect([shortOf('shop-a', 'shop-'), shortOf('shop-', 'shop-'), shortOf('other', 'shop-')]).toEqual([
      'a',
      'shop-',
      'other',
    ]);
  });
});
