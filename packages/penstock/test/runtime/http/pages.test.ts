import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pageAnswer, startOf } from '../../../runtime/http/pages.ts';

const list = { scope: ['acme', 'whe_1'], isPosition: (text: string) => text.startsWith('position') };

describe('a page', () => {
  it('leads to the next one, with what it was asked for', () => {
    const query = { limit: 2, status: 'labelled', sort: undefined };
    const { body, headers } = pageAnswer([1, 2], 'position', { url: '/dev/v1/x', query, list });
    const { nextCursor } = body as { nextCursor: string };

    expect(startOf({ limit: 2, cursor: nextCursor }, list)).toEqual({ limit: 2, after: 'position' });
    expect(headers?.Link).toBe(`</dev/v1/x?limit=2&status=labelled&cursor=${nextCursor}>; rel="next"`);
  });

  it('ends with the last one', () => {
    expect(pageAnswer([], undefined, { url: '/', query: { limit: 2 }, list })).toEqual({
      status: 200,
      body: { items: [], nextCursor: null },
    });
    expect(startOf({ limit: 2 }, list)).toEqual({ limit: 2 });
  });

  it('fails for a cursor that is none', () => {
    expect(() => startOf({ limit: 2, cursor: 'AAAA' }, list)).toThrow('The parameter cursor is damaged');
    fc.assert(
      fc.property(fc.string(), (cursor) => {
        expect(() => startOf({ limit: 2, cursor }, list)).toThrow('The parameter cursor is damaged');
      }),
    );
  });
});
