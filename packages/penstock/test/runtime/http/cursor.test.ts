import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeCursor, encodeCursor } from '../../../runtime/http/cursor.ts';

const anyScope = fc.array(fc.option(fc.string()), { maxLength: 3 });
const anyPosition = fc.string({ unit: 'grapheme', maxLength: 60 });
const isPosition = () => true;

describe('a cursor', () => {
  it('leads back to its position in its own list, and to none in another', () => {
    fc.assert(
      fc.property(anyPosition, anyScope, anyScope, (position, scope, other) => {
        const cursor = encodeCursor(position, { scope });
        expect(decodeCursor(cursor, { scope, isPosition })).toBe(position);
        fc.pre(JSON.stringify(scope) !== JSON.stringify(other));
        expect(decodeCursor(cursor, { scope: other, isPosition })).toBeUndefined();
      }),
    );
  });

  it('leads nowhere once a character of it is another', () => {
    const list = { scope: ['acme', null], isPosition };
    const cursor = encodeCursor('2026-11-22T12:00:00.000Z#note_1', list);
    fc.assert(
      fc.property(fc.nat(cursor.length - 1), fc.constantFrom(...'AZaz09-_'), (index, character) => {
        fc.pre(cursor[index] !== character);
        expect(decodeCursor(cursor.slice(0, index) + character + cursor.slice(index + 1), list)).toBeUndefined();
      }),
    );
  });

  it('leads nowhere when it is anything else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(decodeCursor(text, { scope: ['acme'], isPosition })).toBeUndefined();
      }),
    );
  });
});
