import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { carriable, mayHoldUncarried, refusals, uncarried } from '../../runtime/characters.ts';

/** XML 1.0's Char, without the controls that JSON writes as escapes: what SQS takes of a JSON text in a message. */
const taken = (code: number): boolean =>
  code < 0xd800 || (code > 0xdfff && code < 0xfffe) || (code > 0xffff && code <= 0x10ffff);

describe('a character that no later hop carries', () => {
  it('is each that SQS refuses in a message, and no other, of all that there are', () => {
    const wrong: string[] = [];
    for (let code = 0; code <= 0x10ffff; code += 1) {
      if ((uncarried(String.fromCodePoint(code)) === undefined) !== taken(code)) wrong.push(code.toString(16));
    }

    expect(wrong).toEqual([]);
  });

  it.each([
    ['\uffff', 'has U+FFFF, which is no character and which Amazon SQS refuses in a message'],
    ['ok\ufffe', 'has U+FFFE, which is no character and which Amazon SQS refuses in a message'],
    ['\ud83c', 'has U+D83C, half a surrogate pair, which UTF-8 cannot carry'],
    ['🎁\udf81', 'has U+DF81, half a surrogate pair, which UTF-8 cannot carry'],
  ])('is named: %j', (text, detail) => {
    expect(uncarried(text)).toBe(detail);
  });

  it.each([
    'gift 🎁',
    '👩‍👩‍👧',
    'e\u0301',
    '\u202eabc',
    '\u0000\u001f\u007f\u0085',
    '\ufffd',
    '\ufdd0',
    '\u{1ffff}',
    '\u{10ffff}',
  ])('is none of those in %j', (text) => {
    expect(uncarried(text)).toBeUndefined();
  });

  it('is replaced where nobody can be refused, and nothing else is', () => {
    expect(carriable('a\uffff🎁\ufffe\ud83c')).toBe('a\ufffd🎁\ufffd\ufffd');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(uncarried(carriable(text))).toBeUndefined();
        if (uncarried(text) === undefined) expect(carriable(text)).toBe(text);
      }),
    );
  });

  it('is never in a JSON text that is said to hold none', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '\uffff', '\ud800', '\\', 'u', '🎁') }),
        fc.boolean(),
        (text, ascii) => {
          const json = ascii ? escaped(text) : Buffer.from(JSON.stringify(text)).toString('utf8');
          if (!mayHoldUncarried(json)) expect(uncarried(text)).toBeUndefined();
        },
      ),
    );
  });

  it.each(refusals.flatMap(({ sources }) => sources))('has a source: %s', (source) => {
    expect(new URL(source).protocol).toBe('https:');
  });
});

const escaped = (text: string): string =>
  `"${Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`;
