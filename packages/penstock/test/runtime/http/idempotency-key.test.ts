import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseIdempotencyKey, quoteIdempotencyKey } from '../../../runtime/http/idempotency-key.ts';

const anyKey = fc.stringMatching(/^[\x20-\x7e]{1,255}$/);
const anyBareKey = fc.stringMatching(/^[!#-~][\x20-\x7e]{0,200}$/).map((key) => key.trimEnd());

describe('an Idempotency-Key', () => {
  it('is read back from its quoted form', () => {
    fc.assert(fc.property(anyKey, (key) => expect(parseIdempotencyKey(quoteIdempotencyKey(key))).toBe(key)));
  });

  it('is the same key bare and quoted', () => {
    fc.assert(
      fc.property(anyBareKey, (key) => {
        expect(parseIdempotencyKey(key)).toBe(parseIdempotencyKey(quoteIdempotencyKey(key)));
      }),
    );
  });

  it('does not count the space around it', () => {
    expect(parseIdempotencyKey('  k-1\t')).toBe('k-1');
  });

  it.each(['"k-1";p=1', '"k-1"; p', '"k-1";p="x";q=?1'])('says the same with parameters: %s', (header) => {
    expect(parseIdempotencyKey(header)).toBe('k-1');
  });

  it('may have 255 characters, and more while it is escaped', () => {
    const key = '"'.repeat(255);

    expect(parseIdempotencyKey(quoteIdempotencyKey(key))).toBe(key);
  });

  it.each([
    ['nothing', ''],
    ['space only', '  '],
    ['an empty string', '""'],
    ['256 characters', 'k'.repeat(256)],
    ['256 quoted characters', `"${'k'.repeat(256)}"`],
    ['a control character', 'a\u0007b'],
    ['a tab inside', 'a\tb'],
    ['a quoted control character', '"a\u0007b"'],
    ['a character beyond ASCII', 'clé'],
    ['a string that does not end', '"abc'],
    ['a string with more behind it', '"abc" d'],
    ['a string with a parameter that is none', '"abc";A=b'],
    ['a wrong escape', '"a\\n"'],
    ['a lone backslash in a string', '"\\"'],
  ])('fails for %s', (_case, header) => {
    expect(() => parseIdempotencyKey(header)).toThrow(RangeError);
  });
});
