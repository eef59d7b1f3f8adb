import { describe, expect, it } from '@jest/globals';
import { packHistory, unpackHistory } from '../../../runtime/webhooks/deliveries/delivery-history.ts';
import { unpack } from '../../../runtime/webhooks/table/packed.ts';

const origin = { id: 'del_1', createdAt: '2026-11-22T12:00:00.000Z' };
const history = {
  attemptCount: 5,
  attempts: [
    { at: '2026-11-22T12:00:01.000Z', durationMs: 12, error: 'no answer', request: 'del_1' },
    { at: '2026-11-22T12:00:02.000Z', durationMs: 0, status: 500, error: 'answered 500', request: 'del_1_again' },
    { at: '2026-11-22T11:59:59.000Z', durationMs: 7, status: 200, request: 'request-7' },
  ],
  requests: [
    { id: 'del_1_again', time: '2026-11-22T12:00:01.500Z' },
    { id: 'request-7', time: '2026-11-22T12:00:03.000Z' },
  ],
};

describe('the history of a delivery', () => {
  it('is what was packed', () => {
    expect(unpackHistory(packHistory(history, origin), origin)).toStrictEqual(history);
  });

  it('is packed as numbers and what is left of each id', () => {
    expect(unpack(packHistory(history, origin))).toEqual([
      5,
      [
        [1000, 12, 0, 'no answer', '^'],
        [2000, 0, 500, 'answered 500', '^_again'],
        [-1000, 7, 200, '', 'request-7'],
      ],
      [
        ['^_again', 1500],
        ['request-7', 3000],
      ],
    ]);
  });

  it('fails to be read where there is none: the item has another layout', () => {
    expect(() => unpackHistory(undefined, origin)).toThrow(
      'A packed attribute is missing: the item has another layout',
    );
    expect(() => unpackHistory({ S: 'text' }, origin)).toThrow(TypeError);
  });
});
