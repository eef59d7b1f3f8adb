import { describe, expect, it } from '@jest/globals';
import { Ledger } from './ledger.ts';
import type { ReceivedEvent } from './listener.ts';

const placed = { id: 'ord_1', version: 1, status: 'pending', reference: 'gift \u{1f381}' };

const told = (...events: readonly (readonly [version: number, change: string, order?: object])[]) =>
  new Map(
    events.map(([version, change, order = { ...placed, version }]): [string, ReceivedEvent] => {
      const id = `ord_1_${version}`;
      return [id, { id, type: `orders.order.${change}.v1`, orderId: 'ord_1', order: { ...order } }];
    }),
  );

function ledger(): Ledger {
  const accepted = new Ledger();
  accepted.accept(placed, 'request 7');
  return accepted;
}

describe('an order that was accepted', () => {
  it('is missing while it is neither told nor settled', () => {
    expect(ledger().missing(new Map())).toEqual([
      'the event ord_1_1 was never delivered (request 7, reference U+0067 U+0069 U+0066 U+0074 U+0020 U+1F381)',
      'the order ord_1 was accepted and is not settled',
    ]);
  });

  it('is told as the first version writes it, whichever answered', () => {
    const accepted = new Ledger();
    const [eur, items] = [(amount: number) => ({ amount, currency: 'EUR' }), [{ sku: 'a', quantity: 2 }]];
    accepted.accept({ ...placed, total: eur(10), items: items.map((one) => ({ ...one, unitPrice: eur(5) })) }, 'v2');
    const order = { ...placed, currency: 'EUR', total: 10, items: items.map((one) => ({ ...one, unitPrice: 5 })) };

    expect(accepted.differences(told([1, 'placed', order]))).toEqual([]);
    expect(accepted.differences(told([1, 'placed', { ...order, total: 11 }]))).toHaveLength(1);
  });

  it('is missing while it is told and not settled', () => {
    expect(ledger().missing(told([1, 'placed']))).toEqual(['the order ord_1 was accepted and is not settled']);
  });

  it.each(['paid', 'payment_failed'])('is not missing when it is told and %s', (change) => {
    expect(ledger().missing(told([1, 'placed'], [2, change]))).toEqual([]);
  });

  it('is settled by a cancellation that somebody asked for, and by no other', () => {
    const events = told([1, 'placed'], [2, 'cancelled']);
    const asked = ledger();
    asked.mayBeCancelled('ord_1');

    expect(ledger().missing(events)).toHaveLength(1);
    expect(asked.missing(events)).toEqual([]);
  });

  it('is missing each version that was answered', () => {
    const accepted = ledger();
    accepted.accept({ ...placed, version: 2 }, 'request 8');

    expect(accepted.missing(told([1, 'placed'], [3, 'paid']))).toEqual([expect.stringContaining('ord_1_2')]);
  });

  it('differs where it is told with another text', () => {
    const events = told([1, 'placed', { ...placed, reference: 'gift \ufffd' }]);

    expect(ledger().differences(events)).toEqual([
      expect.stringContaining('reference U+0067 U+0069 U+0066 U+0074 U+0020 U+FFFD'),
    ]);
    expect(ledger().differences(told([1, 'placed', placed]))).toEqual([]);
  });

  it('that only a cancellation names was never promised', () => {
    const accepted = new Ledger();
    accepted.mayBeCancelled('ord_9');

    expect(accepted.missing(new Map())).toEqual([]);
  });
});
