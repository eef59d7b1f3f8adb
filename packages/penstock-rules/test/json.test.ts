import { describe, expect, it } from '@jest/globals';
import { asArray, asList, asObject, show } from '../json.ts';

describe('a value of a template', () => {
  it.each([
    ['an object', { a: 1 }, { a: 1 }],
    ['nothing', undefined, {}],
    ['null', null, {}],
    ['a list', [1], {}],
    ['a text', 'a', {}],
  ])('is read as an object: %s', (_case, value, expected) => {
    expect(asObject(value)).toEqual(expected);
  });

  it('is read as a list where it is one, or as the only member of one', () => {
    expect([asArray([1]), asArray(1), asList([1]), asList(1)]).toEqual([[1], [], [1], [1]]);
  });
});

describe('a value in a message', () => {
  it.each([
    ['nothing', undefined, 'nothing'],
    ['a text', 'a', '"a"'],
    ['60 characters', '3'.repeat(58), `"${'3'.repeat(58)}"`],
    ['61 characters', '3'.repeat(59), `"${'3'.repeat(56)}...`],
  ])('is as a person would write it: %s', (_case, value, expected) => {
    expect(show(value)).toBe(expected);
  });
});
