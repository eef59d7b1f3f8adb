import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toSqsJson, toSqsText } from '../../../runtime/aws/sqs-text.ts';
import { anyText, isTakenBySqs } from '../../../testkit/sqs-characters.ts';

describe('JSON for a queue', () => {
  it('says the same and has no character that SQS refuses', () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, fc.array(anyText)), (value) => {
        const json = toSqsJson(value);

        expect(isTakenBySqs(json)).toBe(true);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each([
    ['\uffff', '\\uffff'],
    ['\ufffe', '\\ufffe'],
    ['\ufffd', '\ufffd'],
    ['\ufdd0', '\ufdd0'],
    ['\u{1ffff}', '\u{1ffff}'],
    ['🎁', '🎁'],
    ['\u007f', '\u007f'],
  ])('writes %j as %s', (character, expected) => {
    expect(toSqsJson({ a: character })).toBe(`{"a":"${expected}"}`);
  });
});

describe('text for a queue', () => {
  it('keeps what SQS takes, every code unit of the plane that has those it refuses', () => {
    const wrong = Array.from({ length: 0x1_0000 }, (_, code) => code).filter((code) => {
      const character = String.fromCharCode(code);
      const escaped = `\\u${code.toString(16).padStart(4, '0')}`;
      return toSqsText(character) !== (isTakenBySqs(character) ? character : escaped);
    });
    expect(wrong).toEqual([]);
  });
});
