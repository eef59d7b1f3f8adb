import { describe, expect, it } from '@jest/globals';
import { parseMediaType } from '../../../runtime/http/media-type.ts';

describe('a media type', () => {
  it.each([
    ['application/json', { essence: 'application/json' }],
    ['Application/JSON', { essence: 'application/json' }],
    ['application/json; charset=utf-8', { essence: 'application/json', charset: 'utf-8' }],
    ['application/json;charset="UTF-8"', { essence: 'application/json', charset: 'utf-8' }],
    ['application/json; a=b; charset=latin1', { essence: 'application/json', charset: 'latin1' }],
    ['application/json;', { essence: 'application/json' }],
    [' application/json\t', { essence: 'application/json' }],
    ['application/json; charset=""', { essence: 'application/json', charset: '' }],
    ['application/merge-patch+json', { essence: 'application/merge-patch+json' }],
  ])('is read from %s', (header, expected) => {
    expect(parseMediaType(header)).toEqual(expected);
  });

  it.each(['', 'json', 'application/', 'application/json, text/plain', 'application/json; charset', '*/*;x y'])(
    'fails for %j',
    (header) => {
      expect(parseMediaType(header)).toBeUndefined();
    },
  );

  it('ends on hostile input: were the time exponential, it would not', () => {
    expect(parseMediaType(`application/json${'; '.repeat(20_000)}!=`)).toBeUndefined();
  });
});
