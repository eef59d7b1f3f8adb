import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromAttribute, toAttribute, toItem } from '../../../runtime/aws/attribute-value.ts';

describe('an attribute value', () => {
  it('gives back every JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // -0 becomes 0 in JSON as well.
        expect(JSON.stringify(fromAttribute(toAttribute(value)))).toBe(JSON.stringify(value));
      }),
    );
  });

  it.each([
    ['text', { S: 'text' }],
    [1.5, { N: '1.5' }],
    [true, { BOOL: true }],
    [null, { NULL: true }],
    [['a', 1], { L: [{ S: 'a' }, { N: '1' }] }],
    [{ a: 1 }, { M: { a: { N: '1' } } }],
  ])('of %j is what DynamoDB has for it', (value, attribute) => {
    expect(toAttribute(value)).toEqual(attribute);
  });

  it('leaves undefined members out', () => {
    expect(toItem({ a: undefined, b: 1 })).toEqual({ b: { N: '1' } });
  });

  it('fails for what JSON cannot carry', () => {
    expect(() => toAttribute(1n)).toThrow('DynamoDB has no attribute for bigint');
    expect(() => fromAttribute({ SS: ['a'] })).toThrow('Unexpected attribute SS');
  });
});
