import { describe, expect, it } from '@jest/globals';
import { findingAt, placeBelow, wholeBody } from '../../../runtime/core/findings.ts';
import { encodeCursor } from '../../../runtime/http/cursor.ts';
import { declaredAnswer } from '../../../runtime/http/declared-answer.ts';
import { fieldFault } from '../../../runtime/http/field-value.ts';
import { pageAnswer, startOf } from '../../../runtime/http/pages.ts';
import { isTooLong, MAX_RESPONSE_BYTES, responseBytes } from '../../../runtime/http/response-size.ts';
import { parseStringItem } from '../../../runtime/http/structured-string.ts';

describe('a status', () => {
  const answers = Object.fromEntries(
    ['199', '200', '399', '400', '1XX', '4XX'].map((status) => [status, { headers: {} }]),
  );

  it.each([
    [199, false],
    [200, true],
    [399, true],
    [400, false],
    [204, false],
    [200.5, false],
  ])('%p is one of an answer that is declared: %s', (status, declared) => {
    expect(declaredAnswer({ operationId: 'x', answers, problems: [] }, status) !== undefined).toBe(declared);
  });
});

describe('a response', () => {
  it.each([
    ['without headers', {}],
    ['with a long header', { 'X-Long': 'x'.repeat(1000) }],
    ['with a header of a long name', { ['X'.repeat(1000)]: '' }],
  ])('is too long when its bytes are more than Lambda takes, %s', (_case, headers) => {
    const most = Math.floor((MAX_RESPONSE_BYTES - responseBytes({ statusCode: 200, headers, body: '' })) / 6);
    for (const units of [most - 400, most - 7, most - 1, most, most + 1, most + 2, most + 7, most + 400]) {
      const response = { statusCode: 200, headers, body: '\u0001'.repeat(units) };
      expect(isTooLong(response)).toBe(responseBytes(response) > MAX_RESPONSE_BYTES);
    }
  });

  it('may have just as many bytes', () => {
    const empty = responseBytes({ statusCode: 200, headers: {}, body: '' });
    const of = (bytes: number) => isTooLong({ statusCode: 200, headers: {}, body: 'x'.repeat(bytes - empty) });

    expect([of(MAX_RESPONSE_BYTES), of(MAX_RESPONSE_BYTES + 1)]).toEqual([false, true]);
  });
});

describe('a header', () => {
  it('of a name that is none is named in part', () => {
    expect(fieldFault(`${'x'.repeat(64)} y`, 'v')).toBe(`the header name "${'x'.repeat(64)}" is no token of RFC 9110`);
    expect(fieldFault(`${'x'.repeat(63)} y`, 'v')).toBe(`the header name "${'x'.repeat(63)} " is no token of RFC 9110`);
  });

  it('has the place of what it can not have', () => {
    expect(fieldFault('A', 'ab\u{1f6b0}')).toMatch(/has U\+1F6B0 as its character 3;/);
    expect(fieldFault('A', '\n')).toMatch(/has U\+000A as its character 1;/);
  });
});

it('a place of 512 characters is shown, and one that is longer not', () => {
  const place = placeBelow(wholeBody, 'x'.repeat(510));

  expect(findingAt(place, 'is wrong')).toEqual({ pointer: `#/${'x'.repeat(510)}`, detail: 'is wrong' });
  expect(placeBelow(wholeBody, 'x'.repeat(511)).exact).toBe(false);
});

describe('a cursor', () => {
  it('has a check of 12 bytes before its position', () => {
    expect(Buffer.from(encodeCursor('p', { scope: [] }), 'base64url')).toHaveLength(13);
  });

  it('leads to the next page from an answer of 200', () => {
    const link = { url: '/things', query: { limit: 1, state: undefined }, list: { scope: [], isPosition: () => true } };
    const cursor = encodeCursor('p', { scope: [] });

    expect(pageAnswer([1], 'p', link)).toEqual({
      status: 200,
      body: { items: [1], nextCursor: cursor },
      headers: { Link: `</things?limit=1&cursor=${cursor}>; rel="next"` },
    });
    expect(pageAnswer([], undefined, link)).toEqual({ status: 200, body: { items: [], nextCursor: null } });
  });

  it('that is damaged is an invalid parameter', () => {
    const detail = 'is damaged or belongs to another list; take nextCursor from a page of the same list and filter';
    const start = () => startOf({ limit: 1, cursor: 'x' }, { scope: [], isPosition: () => true });

    expect(start).toThrow(
      expect.objectContaining({
        code: 'invalid-parameter',
        message: `The parameter cursor ${detail}.`,
        errors: [{ parameter: 'cursor', detail }],
      }),
    );
  });
});

it('a percent sign means something in a display string only', () => {
  expect(parseStringItem('"k";a="b%zz"')).toBe('k');
  expect(parseStringItem('"k";a=%"b%c3%a9"')).toBe('k');
  expect(parseStringItem('"k";a=%"b%c3"')).toBeUndefined();
});
