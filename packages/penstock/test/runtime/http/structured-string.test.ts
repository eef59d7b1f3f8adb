import { describe, expect, it } from '@jest/globals';
import { parseStringItem } from '../../../runtime/http/structured-string.ts';

describe('a string item', () => {
  it.each([
    ['"a"', 'a'],
    ['""', ''],
    ['"a\\"b\\\\c"', 'a"b\\c'],
    ['"a"  ', 'a'],
    ['"a";p', 'a'],
    ['"a";p=1', 'a'],
    ['"a"; p=1;  q', 'a'],
    ['"a";p=-123456789012345', 'a'],
    ['"a";p=-123456789012.345', 'a'],
    ['"a";p="x;y=\\"z\\""', 'a'],
    ['"a";p="%zz"', 'a'],
    ['"a";p=token/x:y', 'a'],
    ['"a";p=*t', 'a'],
    ['"a";p=:YWI=:', 'a'],
    ['"a";p=?0', 'a'],
    ['"a";p=@1659578233', 'a'],
    ['"a";p=%"caf%c3%a9"', 'a'],
    ['"a";p=%"=";q="%ff"', 'a'],
    ['"a";*k.1-_=1', 'a'],
  ])('is read from %s', (text, expected) => {
    expect(parseStringItem(text)).toBe(expected);
  });

  it.each([
    ['no string', 'a'],
    ['an open string', '"a'],
    ['an unknown escape', '"a\\n"'],
    ['a space before the parameters', '"a" ;p'],
    ['a parameter without a name', '"a";'],
    ['a name in upper case', '"a";P'],
    ['no value after the sign', '"a";p='],
    ['a number too long', '"a";p=1234567890123456'],
    ['a fraction too long', '"a";p=1.2345'],
    ['an open string in a parameter', '"a";p="x'],
    ['a boolean that is none', '"a";p=?2'],
    ['bytes that do not end', '"a";p=:YQ=='],
    ['a display string with an escape in upper case', '"a";p=%"%C3%A9"'],
    ['a display string that is not UTF-8', '"a";p=%"%ff"'],
    ['a second item', '"a", "b"'],
    ['a list in a parameter', '"a";p=(1)'],
  ])('fails for %s', (_case, text) => {
    expect(parseStringItem(text)).toBeUndefined();
  });
});
