import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deliveryId, firstIdOf, isDeliveryId } from '../../../runtime/webhooks/deliveries/delivery-id.ts';
import { newId } from '../../../testkit/webhooks.ts';

const anyTime = fc
  .date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

describe("a delivery's id", () => {
  it('has the form that the contract gives it, and is the same each time', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), anyTime, (id, time) => {
        const made = deliveryId('whe_1', { id, time });
        expect(made).toMatch(/^del_[0-9a-hjkmnp-tv-z]{26}$/);
        expect(deliveryId('whe_1', { id, time })).toBe(made);
      }),
    );
  });

  it('is the one that earlier versions made: what they sent is known again', () => {
    expect(deliveryId('whe_1', { id: 'par_1_1', time: '2026-11-22T12:00:00.000Z' })).toBe(
      'del_01m81j18g0eysjw1ftamk1wcgs',
    );
  });

  it('sorts by the time of the event', () => {
    fc.assert(
      fc.property(anyTime, anyTime, (a, b) => {
        fc.pre(a !== b);
        expect(deliveryId('whe_1', { id: 'e', time: a }) < deliveryId('whe_1', { id: 'e', time: b })).toBe(a < b);
      }),
    );
  });

  it('sorts after the first one that its time allows, and before that of the next millisecond', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), anyTime, (id, time) => {
        const made = deliveryId('whe_1', { id, time });
        expect(firstIdOf(Date.parse(time)) <= made).toBe(true);
        expect(made < firstIdOf(Date.parse(time) + 1)).toBe(true);
      }),
    );
  });

  it('is another one for another event or endpoint', () => {
    const time = '2026-11-22T12:00:00.000Z';
    const [one, two] = [newId('whe'), newId('whe')];
    const ids = [one, two].flatMap((endpoint) => ['e_1', 'e_2'].map((id) => deliveryId(endpoint, { id, time })));

    expect(new Set(ids).size).toBe(4);
  });
});

describe('the time in an id', () => {
  it.each([
    [0, 'del_0000000000'],
    [31, 'del_000000000z'],
    [32, 'del_0000000010'],
    [2 ** 48 - 1, 'del_7zzzzzzzzz'],
  ])('of %i is %s, as in a ULID', (time, id) => {
    expect(firstIdOf(time)).toBe(id);
  });
});

describe('what has the form of an id', () => {
  const id = 'del_0123456789abcdefghjkmnpqrs';

  it.each([
    [id, true],
    [`${id.slice(0, -4)}tvwz`, true],
    [id.slice(0, -1), false],
    [`${id}0`, false],
    [` ${id}`, false],
    [`${id}\n`, false],
    [id.toUpperCase(), false],
    [id.replace('del_', 'whe_'), false],
    [id.replace('s', 'u'), false],
    ['', false],
  ])('%j: %s', (text, isOne) => {
    expect(isDeliveryId(text)).toBe(isOne);
  });
});
