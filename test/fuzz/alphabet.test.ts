import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { character, charactersOfEveryPlane, inCodePoints, mayBeRefused } from './alphabet.ts';

const codeOf = (text: string): number => text.codePointAt(0) ?? 0;

describe('what an edge may refuse', () => {
  it.each([
    '\u0000',
    '\u001f',
    '\u007f',
    '\u0085',
    '\ufffe',
    '\uffff',
    '\ufdd0',
    '\ufdef',
    '\u{1fffe}',
    '\u{10ffff}',
    '\ud800',
    'a\udc00',
  ])('is %j', (text) => {
    expect(mayBeRefused(text)).toBe(true);
  });

  it.each([
    '',
    'a',
    ' ~',
    '\u{1f381}',
    '\u00a0',
    '\ufffd',
    '\ufdcf',
    '\ufdf0',
    '\ufeff',
    '\u202e',
    '\ue000',
    '\u{10fffd}',
    'e\u0301',
    '\u2028',
  ])('is not %j', (text) => {
    expect(mayBeRefused(text)).toBe(false);
  });
});

describe('the alphabet', () => {
  it('is of single characters, of every kind that matters', () => {
    const all = fc.sample(character, { numRuns: 3_000, seed: 1 });
    const some = (holds: (text: string) => boolean) => expect(all.some(holds)).toBe(true);

    some((text) => codeOf(text) > 0xffff && !mayBeRefused(text));
    some((text) => text.isWellFormed() && (codeOf(text) & 0xfffe) === 0xfffe);
    some((text) => codeOf(text) >= 0xfdd0 && codeOf(text) <= 0xfdef);
    some((text) => !text.isWellFormed());
    some((text) => codeOf(text) < 0x20);
    some((text) => codeOf(text) >= 0x80 && codeOf(text) < 0xa0);
    some((text) => /^\p{M}/u.test(text));
    some((text) => /^\p{Bidi_Control}$/u.test(text));
  });
});

describe('characters of every plane', () => {
  it.each([50, 150, 1_000])('are %i different ones, the same for the same seed', (count) => {
    const characters = charactersOfEveryPlane(count, 7);

    expect(new Set(characters).size).toBe(count);
    expect(new Set(characters.map((one) => codeOf(one) >> 16)).size).toBe(17);
    expect(charactersOfEveryPlane(count, 7)).toEqual(characters);
    expect(charactersOfEveryPlane(count, 8)).not.toEqual(characters);
  });

  it('are all noncharacters and controls where there are a thousand', () => {
    const refusable = charactersOfEveryPlane(1_000, 1).filter(mayBeRefused);

    expect(refusable.filter((one) => (codeOf(one) & 0xfffe) === 0xfffe)).toHaveLength(34);
    expect(refusable.filter((one) => codeOf(one) >= 0xfdd0 && codeOf(one) <= 0xfdef)).toHaveLength(32);
  });

  it('have a name', () => {
    expect(inCodePoints('a\u{1f381}')).toBe('U+0061 U+1F381');
  });
});
