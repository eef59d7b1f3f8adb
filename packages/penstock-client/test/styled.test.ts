import { describe, expect, it } from '@jest/globals';
import { type ParameterStyle, type Styled, styled } from '../styled.ts';

const list = ['blue', 'bl ack'];
const map = { R: 100, G: undefined, B: 'a&b' };

/** @see https://spec.openapis.org/oas/v3.1.1.html#style-examples */
const cases: readonly (readonly [ParameterStyle, Styled, unknown, string])[] = [
  ['form', {}, list, 'color=blue&color=bl%20ack'],
  ['form', { explode: false }, list, 'color=blue,bl%20ack'],
  ['form', {}, map, 'R=100&B=a%26b'],
  ['form', { explode: false }, map, 'color=R,100,B,a%26b'],
  ['form', {}, 'a b', 'color=a%20b'],
  ['form', {}, [], ''],
  ['spaceDelimited', {}, list, 'color=blue%20bl%20ack'],
  ['pipeDelimited', {}, list, 'color=blue%7Cbl%20ack'],
  ['pipeDelimited', { explode: true }, list, 'color=blue&color=bl%20ack'],
  ['pipeDelimited', {}, map, 'color=R%7C100%7CB%7Ca%26b'],
  ['deepObject', { explode: true }, map, 'color%5BR%5D=100&color%5BB%5D=a%26b'],
  ['deepObject', { explode: true }, { in: list }, 'color%5Bin%5D=blue&color%5Bin%5D=bl%20ack'],
  ['simple', { in: 'path' }, list, 'blue,bl%20ack'],
  ['simple', { in: 'path' }, map, 'R,100,B,a%26b'],
  ['simple', { in: 'path', explode: true }, map, 'R=100,B=a%26b'],
  ['simple', { in: 'header' }, list, 'blue,bl ack'],
  ['simple', { in: 'header', explode: true }, map, 'R=100,B=a&b'],
  ['label', { in: 'path' }, list, '.blue,bl%20ack'],
  ['label', { in: 'path', explode: true }, list, '.blue.bl%20ack'],
  ['label', { in: 'path', explode: true }, map, '.R=100.B=a%26b'],
  ['label', { in: 'path' }, 5, '.5'],
  ['matrix', { in: 'path' }, list, ';color=blue,bl%20ack'],
  ['matrix', { in: 'path', explode: true }, list, ';color=blue;color=bl%20ack'],
  ['matrix', { in: 'path', explode: true }, map, ';R=100;B=a%26b'],
  ['matrix', { in: 'path' }, map, ';color=R,100,B,a%26b'],
  ['json', {}, { a: [1] }, 'color=%7B%22a%22%3A%5B1%5D%7D'],
  ['json', { in: 'header' }, { a: 1 }, '{"a":1}'],
];

describe('a parameter is written as OpenAPI says', () => {
  it.each(cases)('%s %j of %j: %s', (style, options, value, written) => {
    expect(styled('color', style, options)(value)).toBe(written);
  });
});
