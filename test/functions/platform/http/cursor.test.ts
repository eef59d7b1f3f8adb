import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isListPosition } from 'penstock/runtime/items/list-position';
import { isDeliveryId } from '../../../../functions/webhooks/delivery-id.ts';
import { isListPosition as isEndpointPosition } from '../../../../functions/webhooks/domain/endpoint-repository.ts';
import { decodeCursor, encodeCursor } from '../../../../packages/penstock/runtime/http/cursor.ts';

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
    const cursor = encodeCursor('2026-11-22T12:00:00.000Z#ord_1', list);
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

const id = '0'.repeat(26);
const time = '2026-11-22T12:00:00.000Z';

describe.each([
  ['orders', isListPosition('ord_'), `${time}#ord_${id}`],
  ['endpoints', isEndpointPosition, `${time}#whe_${id}`],
  ['deliveries', isDeliveryId, `del_${id}`],
])('a position in the list of %s', (_, isPosition, position) => {
  const list = { scope: ['acme'], isPosition };

  it('is taken from a cursor', () => {
    expect(decodeCursor(encodeCursor(position, list), list)).toBe(position);
  });

  it.each([
    ['nothing', ''],
    ['a separator alone', '#'],
    ['no time', position.slice(position.indexOf('#'))],
    ['no id', position.slice(0, -26)],
    ['more', `${position}#`],
    ['a line more', `${position}\n`],
    ['another type', '{"pk":1}'],
  ])('fails, whatever its check says, when it is %s', (_case, text) => {
    expect(decodeCursor(encodeCursor(text, list), list)).toBeUndefined();
  });
});
