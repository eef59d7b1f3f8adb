import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { afterPrefix, sortBytes } from '../../../../local/dynamodb/embedded/values/key-bytes.ts';
import {
  add,
  compareNumbers,
  formatNumber,
  negated,
  parseNumber,
} from '../../../../local/dynamodb/embedded/values/number.ts';

const number = fc
  .tuple(fc.bigInt({ min: -(10n ** 38n - 1n), max: 10n ** 38n - 1n }), fc.integer({ min: -130, max: 87 }))
  .map(([digits, exponent]) => `${digits}e${exponent}`);
const small = fc
  .tuple(fc.bigInt({ min: -999n, max: 999n }), fc.integer({ min: -3, max: 3 }))
  .map(([digits, exponent]) => `${digits}e${exponent}`);

describe('a number of DynamoDB', () => {
  it('is the same when it is written and read again', () => {
    fc.assert(
      fc.property(number, (text) => {
        const written = formatNumber(parseNumber(text));
        expect(formatNumber(parseNumber(written))).toBe(written);
        expect(compareNumbers(parseNumber(written), parseNumber(text))).toBe(0);
      }),
    );
  });

  it('has bytes in the order of its value', () => {
    fc.assert(
      fc.property(fc.oneof(number, small), fc.oneof(number, small), (a, b) => {
        const order = compareNumbers(parseNumber(a), parseNumber(b));
        expect(Math.sign(Buffer.compare(sortBytes({ N: a }), sortBytes({ N: b })))).toBe(order);
      }),
      { numRuns: 2000 },
    );
  });

  it('less itself is zero, and with another added and taken away is what it was', () => {
    fc.assert(
      fc.property(small, small, (a, b) => {
        const [first, second] = [parseNumber(a), parseNumber(b)];
        expect(formatNumber(add(first, negated(first)))).toBe('0');
        expect(add(add(first, second), negated(second))).toEqual(first);
      }),
    );
  });

  it.each([
    ['1e3', '1000'],
    ['1.50', '1.5'],
    ['-0.0', '0'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['+7', '7'],
    ['00012', '12'],
    ['-1e-3', '-0.001'],
  ])('%s is shown as %s', (text, shown) => {
    expect(formatNumber(parseNumber(text))).toBe(shown);
  });

  it.each(['9'.repeat(38), '9.9999999999999999999999999999999999999E+125', '1E-130', '-9.9E125'])(
    'may be %s',
    (text) => {
      expect(compareNumbers(parseNumber(formatNumber(parseNumber(text))), parseNumber(text))).toBe(0);
    },
  );

  it.each([
    ['', 'The parameter cannot be converted to a numeric value'],
    ['.', 'cannot be converted to a numeric value: .'],
    [' 1', 'cannot be converted to a numeric value:  1'],
    ['NaN', 'cannot be converted to a numeric value: NaN'],
    ['1'.repeat(39), 'Attempting to store more than 38 significant digits in a Number'],
    ['1E+126', 'Number overflow'],
    ['-1E+126', 'Number overflow'],
    ['1E-131', 'Number underflow'],
  ])('fails to be %j', (text, problem) => {
    expect(() => parseNumber(text)).toThrow(problem);
  });
});

describe('the bytes after a prefix', () => {
  it.each([
    ['61', '62'],
    ['61ff', '62'],
    ['ff', undefined],
    ['', undefined],
  ])('of %j are %j', (prefix, expected) => {
    expect(afterPrefix(Buffer.from(prefix, 'hex'))?.toString('hex')).toBe(expected);
  });
});
