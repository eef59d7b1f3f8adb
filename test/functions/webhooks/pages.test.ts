import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeCursor, encodeCursor } from '../../../functions/webhooks/cursor.ts';
import { pageAnswer, startOf } from '../../../functions/webhooks/pages.ts';

const scope = ['acme', 'whe_1'];

describe('a cursor', () => {
  it('leads back to its position in its own list, and to none in another', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string(), { maxLength: 2 }), (position, other) => {
        const cursor = encodeCursor(position, scope);
        expect(decodeCursor(cursor, scope)).toBe(position);
        expect(decodeCursor(cursor, other)).toBeUndefined();
      }),
    );
  });

  it('fails when it is damaged', () => {
    fc.assert(fc.property(fc.base64String(), (text) => decodeCursor(text, scope) === undefined));
    expect(() => startOf({ limit: 2, cursor: 'AAAA' }, scope)).toThrow('The parameter cursor is damaged');
  });
});

describe('a page', () => {
  it('leads to the next one', () => {
    const { body, headers } = pageAnswer([1, 2], 'position', { url: '/dev/v1/x', limit: 2, scope });
    const { nextCursor } = body as { nextCursor: string };

    expect(startOf({ limit: 2, cursor: nextCursor }, scope)).toEqual({ limit: 2, after: 'position' });
    expect(headers?.Link).toBe(`</dev/v1/x?limit=2&cursor=${nextCursor}>; rel="next"`);
  });

  it('ends with the last one', () => {
    expect(pageAnswer([], undefined, { url: '/', limit: 2, scope })).toEqual({
      status: 200,
      body: { items: [], nextCursor: null },
    });
    expect(startOf({ limit: 2 }, scope)).toEqual({ limit: 2 });
  });
});
