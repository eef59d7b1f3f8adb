import { describe, expect, it } from '@jest/globals';
import { type Draw, drawnTexts } from '../../../contract/examples/drawn-texts.ts';
import { textOf } from '../../../contract/examples/texts.ts';

const durations = '^([0-9]+([.][0-9]+)?(ns|us|ms|s|m|h))+$';

function counted(): { readonly draw: Draw; readonly sizes: readonly string[] } {
  const sizes: string[] = [];
  const draw: Draw = (pattern, size, seed) => {
    sizes.push(size);
    return drawnTexts(pattern, size, seed);
  };
  return { draw, sizes };
}

describe('a text of a pattern', () => {
  it.each([
    ['not at all where a text that many patterns allow fits', { pattern: '^[a-z]+$' }, 'example', []],
    ['not at all where that of its format fits', { pattern: '^https:', format: 'uri' }, 'https://example.com/', []],
    ['of few repetitions where such a one fits', { pattern: durations }, expect.stringMatching(/^.{2,12}$/), ['few']],
    [
      'of many where few are too short',
      { pattern: durations, minLength: 60 },
      expect.stringMatching(durations),
      ['few', 'many'],
    ],
  ])('is drawn %s', (_, schema, expected, drawn) => {
    const { draw, sizes } = counted();
    expect(textOf({ type: 'string', ...schema }, 0, draw)).toEqual(expected);
    expect(sizes).toEqual(drawn);
  });

  it('is drawn once, however many places have its pattern', () => {
    expect(drawnTexts(durations, 'few', 0)).toBe(drawnTexts(durations, 'few', 0));
    expect(drawnTexts(durations, 'few', 0)).not.toEqual(drawnTexts(durations, 'few', 1));
  });

  it('is none of one that looks ahead', () => {
    expect(textOf({ type: 'string', pattern: '^(?=x)y' }, 0)).toBeUndefined();
  });
});
