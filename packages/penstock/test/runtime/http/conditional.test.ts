import { describe, expect, it } from '@jest/globals';
import { entityTag, expectedVersions, matchesIfNoneMatch } from '../../../runtime/http/conditional.ts';

it('a version’s entity tag is its number, in double quotes', () => {
  expect(entityTag(7)).toBe('"7"');
});

describe('the versions that If-Match allows', () => {
  it.each([
    ['*', 'any'],
    ['"1"', [1]],
    ['"1", "20"', [1, 20]],
    ['W/"1", "2"', [2]],
    ['W/"1"', []],
    ['"0", "01", "-1", "1.5", "x"', []],
    ['"999999999999999"', [999_999_999_999_999]],
    ['"1000000000000000"', []],
  ])('of %s are %j', (header, versions) => {
    expect(expectedVersions(header, 'thing')).toEqual(versions);
  });

  it('fails without the header, and says of what it is', () => {
    expect(() => expectedVersions(undefined, 'thing')).toThrow(
      expect.objectContaining({
        code: 'precondition-required',
        message: 'Send If-Match with the ETag of the thing that you want to change.',
      }),
    );
  });

  it.each(['', '1', '"1', '"1" "2"'])('fails for %j', (header) => {
    expect(() => expectedVersions(header, 'thing')).toThrow(
      expect.objectContaining({
        code: 'invalid-parameter',
        message: 'The header If-Match must be * or a list of entity tags, each in double quotes, such as "1".',
        errors: [{ parameter: 'If-Match', detail: expect.stringContaining('entity tags') }],
      }),
    );
  });
});

describe('If-None-Match', () => {
  it.each([
    [undefined, false],
    ['*', true],
    ['"3"', true],
    ['W/"3"', true],
    ['"1", "3"', true],
    ['"1"', false],
    ['"03"', false],
  ])('of %j matches version 3: %s', (header, matches) => {
    expect(matchesIfNoneMatch(header, 3)).toBe(matches);
  });

  it('fails for what is no list of entity tags', () => {
    expect(() => matchesIfNoneMatch('3', 3)).toThrow(
      expect.objectContaining({ errors: [expect.objectContaining({ parameter: 'If-None-Match' })] }),
    );
  });
});
