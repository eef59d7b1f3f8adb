import { describe, expect, it } from '@jest/globals';
import { nestsRepetitions } from '../../contract/rules/pattern.ts';

describe('a pattern', () => {
  it.each(['(a+)+', '(a*)*$', '^(?:a+b?)+', '(?<word>\\w+)*', '((a+)b)+', '(a{2,}){3,}', '(x|[+]\\d+)+'])(
    '%s has a repetition in a repeated group',
    (source) => {
      expect(nestsRepetitions(source)).toBe(true);
    },
  );

  it.each(['^[A-Z0-9-]{1,64}$', '^(a+)$', '(a+)?b+', '([+*]{1,3})+', '(\\+)+', '(a{1,9})+', '(ab)+c*', '(a+){2,4}'])(
    '%s has none',
    (source) => {
      expect(nestsRepetitions(source)).toBe(false);
    },
  );
});
