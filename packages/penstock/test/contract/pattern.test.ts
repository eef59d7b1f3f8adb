import { describe, expect, it } from '@jest/globals';
import { exponentialPatterns } from '../../contract/rules/pattern.ts';

const found = (pattern: string) => exponentialPatterns([{ value: { type: 'string', pattern }, pointer: '' }]);

describe('a pattern', () => {
  it.each([
    '^(a|a)*$',
    '^(\\w+\\s?){1,100}$',
    '(a+)+$',
    '^(?:a+b?)+$',
    '^(x+x+)+y$',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '^(?:a?){50}a{50}$',
  ])('%s takes exponential time', async (source) => {
    expect(await found(source)).toEqual([
      {
        rule: 'pattern',
        path: '/pattern',
        message: expect.stringContaining(`received ${source}, which such a text makes slow: `),
        fix: expect.stringContaining('repeated group'),
      },
    ]);
  });

  it.each([
    '^[A-Z0-9-]{1,64}$',
    '^(a+)$',
    '^([a-z0-9]+(-[a-z0-9]+)*)$',
    '^(?:[a-z]{1,10}\\.){1,20}[a-z]{2,10}$',
    '^(W/)?"[^"]*"(, ?(W/)?"[^"]*"){0,99}$',
    '^(\\*|[,\\t ]*(W/)?"[!#-~]*"([\\t ]*,[,\\t ]*(W/)?"[!#-~]*"){0,999}[,\\t ]*)$',
  ])('%s takes none', async (source) => {
    expect(await found(source)).toEqual([]);
  });
});
