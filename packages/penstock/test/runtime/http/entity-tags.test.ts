import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseTagCondition } from '../../../runtime/http/entity-tags.ts';

describe('a condition on entity tags', () => {
  it.each([
    ['*', { any: true }],
    [' * ', { any: true }],
    [' "1"\t', { any: false, tags: [{ weak: false, tag: '1' }] }],
    ['"1"', { any: false, tags: [{ weak: false, tag: '1' }] }],
    ['W/"1"', { any: false, tags: [{ weak: true, tag: '1' }] }],
    [', ,"1",', { any: false, tags: [{ weak: false, tag: '1' }] }],
    ['""', { any: false, tags: [{ weak: false, tag: '' }] }],
    [
      '"1",W/"b,c" ,, "3"',
      {
        any: false,
        tags: [
          { weak: false, tag: '1' },
          { weak: true, tag: 'b,c' },
          { weak: false, tag: '3' },
        ],
      },
    ],
  ])('is read from %s', (header, expected) => {
    expect(parseTagCondition(header)).toEqual(expected);
  });

  it.each(['', ',', ', *', '1', '"1', '1"', 'w/"1"', '"1" "2"', '*, "1"', '"a"b', '"\u0001"'])(
    'fails for %j',
    (header) => {
      expect(parseTagCondition(header)).toBeUndefined();
    },
  );

  it('reads back every list of tags', () => {
    const anyTag = fc.record({ weak: fc.boolean(), tag: fc.stringMatching(/^[!#-~]{0,8}$/) });
    fc.assert(
      fc.property(
        fc.array(anyTag, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(',', ', ', ' , '),
        (tags, comma) => {
          const header = tags.map(({ weak, tag }) => `${weak ? 'W/' : ''}"${tag}"`).join(comma);
          expect(parseTagCondition(header)).toEqual({ any: false, tags });
        },
      ),
    );
  });
});
