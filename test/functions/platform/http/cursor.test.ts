import { describe, expect, it } from '@jest/globals';
import { isListPosition } from 'penstock/runtime/items/list-position';
import { decodeCursor, encodeCursor } from '../../../../packages/penstock/runtime/http/cursor.ts';
import { isDeliveryId } from '../../../../packages/penstock/runtime/webhooks/deliveries/delivery-id.ts';
import { isListPosition as isEndpointPosition } from '../../../../packages/penstock/runtime/webhooks/endpoints/endpoint-repository.ts';

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
