import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { printable } from '../../cli/printable.ts';

describe('a text for the terminal', () => {
  it.each([
    ['a control character', 'a\u001b[2Jb', 'a\\u001b[2Jb'],
    ['a bidi mark', 'a\u202eb', 'a\\u202eb'],
    ['a line separator', 'a\u2028b', 'a\\u2028b'],
    ['what is no character', 'a\uffffb', 'a\\uffffb'],
    ['what is no character of another plane', 'a\u{1fffe}b', 'a\\ud83f\\udffeb'],
    ['a tag of another plane', 'a\u{e0001}b', 'a\\udb40\\udc01b'],
    ['half of a surrogate pair', 'a\ud800b', 'a\\ud800b'],
    ['nothing strange', 'gift 🎁 für Zoë', 'gift 🎁 für Zoë'],
  ])('with %s', (_, text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  it('is the same JSON where it is JSON', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(JSON.parse(printable(JSON.stringify({ text })))).toEqual({ text });
      }),
    );
  });
});
