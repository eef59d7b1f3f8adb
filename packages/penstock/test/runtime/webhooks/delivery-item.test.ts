import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type DeliveryRecord,
  MAX_ATTEMPTS,
  MAX_REQUESTS,
  progressed,
  requested,
} from '../../../runtime/webhooks/deliveries/delivery.ts';
import {
  deliveryItem,
  deliveryRecord,
  eventItem,
  storedEvent,
} from '../../../runtime/webhooks/deliveries/delivery-item.ts';
import { itemBytes, WRITE_UNIT_BYTES } from '../../../runtime/webhooks/table/item-size.ts';
import { instant, message, newId, progress, success, webhookEvent } from '../../../testkit/webhooks.ts';

const text = (characters: string, length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...characters), minLength: length, maxLength: length });
const NAME = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';
const PRINTABLE = [...Array(95)].map((_, index) => String.fromCharCode(32 + index)).join('');

/** A delivery with so many attempts at its first request, and then so many requests, each attempted once. */
function history(first: DeliveryRecord | undefined, attempts: number, requests: number, of = message(newId('whe'))) {
  let record = first ?? progressed(undefined, progress(of));
  for (let index = 1; index < attempts; index += 1) record = progressed(record, progress(of));
  for (let index = 0; index < requests; index += 1) {
    const again = message(of.data.endpointId, of.data.event, newId('').slice(1));
    record = progressed(requested(record, again), progress(again));
  }
  return record;
}

describe('the item of a delivery', () => {
  it('is of one write unit with the largest of everything, and retains what came last', () => {
    const largest = fc.record({
      tenant: text(NAME, 128),
      eventId: text(NAME, 256),
      errors: fc.array(text(PRINTABLE, 256), { minLength: MAX_ATTEMPTS, maxLength: MAX_ATTEMPTS }),
      data: fc.record({ notes: fc.array(text(PRINTABLE, 500), { maxLength: 10 }) }),
    });

    fc.assert(
      fc.property(largest, fc.nat(MAX_REQUESTS), ({ tenant, eventId, errors, data }, requests) => {
        const event = webhookEvent({ tenant, id: eventId, data, type: `shop.${'parcel'.repeat(8)}.sent.v1` });
        const of = message(newId('whe'), event);
        let record = progressed(undefined, progress(of));
        for (const error of errors) record = progressed(record, progress(of, { error, durationMs: 60_000 }));
        record = history(record, 0, requests, of);
        const { item } = deliveryItem(record);

        expect(itemBytes(item)).toBeLessThanOrEqual(WRITE_UNIT_BYTES);
        const stored = deliveryRecord(item);
        expect(stored).toMatchObject({ tenant, eventId, attemptCount: record.attemptCount, version: record.version });
        expect(stored.attempts.at(-1)).toEqual(record.attempts.at(-1));
        expect(stored.requests.at(-1)).toEqual(record.requests.at(-1));
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['that was received at once', () => progressed(undefined, success(message(newId('whe'))))],
    ['that was attempted twenty times', () => history(undefined, MAX_ATTEMPTS, 0)],
    ['that was asked for five times again', () => history(undefined, 5, 5)],
  ])('forgets nothing of one %s, its event included', (_case, make) => {
    const record = make();
    const { item, hasEvent } = deliveryItem(record);

    expect(itemBytes(item)).toBeLessThanOrEqual(WRITE_UNIT_BYTES);
    expect(hasEvent).toBe(true);
    expect(deliveryRecord(item)).toEqual(record);
  });

  it('has room for its event up to the last byte, and not beyond', () => {
    const record = progressed(undefined, success(message(newId('whe'))));
    const room = WRITE_UNIT_BYTES - itemBytes(deliveryItem(record).item);
    const ofType = (bytes: number) => deliveryItem({ ...record, eventType: record.eventType + 'x'.repeat(bytes) });

    expect([ofType(room).hasEvent, itemBytes(ofType(room).item)]).toEqual([true, WRITE_UNIT_BYTES]);
    expect(ofType(room + 1).hasEvent).toBe(false);
  });

  it('has no room for a large event, and forgets nothing of its attempts for that', () => {
    const data = { labels: [...Array(50)].map(() => newId('label')) };
    const record = history(undefined, MAX_ATTEMPTS, 0, message(newId('whe'), webhookEvent({ data })));
    const { item, hasEvent } = deliveryItem(record);

    expect(hasEvent).toBe(false);
    expect(deliveryRecord(item)).toEqual({ ...record, event: undefined });
  });

  it('forgets the oldest of attempts and requests first, whichever there are more of', () => {
    const record = history(undefined, MAX_ATTEMPTS, MAX_REQUESTS);
    const { attempts, requests } = deliveryRecord(deliveryItem(record).item);

    expect(Math.abs(attempts.length - requests.length)).toBeLessThanOrEqual(1);
    expect(attempts).toEqual(record.attempts.slice(-attempts.length));
    expect(requests).toEqual(record.requests.slice(-requests.length));
    expect(attempts.length).toBeGreaterThan(5);
  });

  it('forgets no attempt that there is room for, to the last byte', () => {
    const data = { labels: [...Array(50)].map(() => newId('label')) };
    const record = history(undefined, 3, 0, message(newId('whe'), webhookEvent({ data })));
    const room = WRITE_UNIT_BYTES - itemBytes(deliveryItem(record).item);
    const attemptsBeside = (bytes: number) => {
      const { item } = deliveryItem({ ...record, eventType: record.eventType + 'x'.repeat(bytes) });
      return deliveryRecord(item).attempts.length;
    };

    expect([attemptsBeside(room), attemptsBeside(room + 1)]).toEqual([3, 2]);
  });

  it('retains the last attempt and the last request, however large the rest is', () => {
    const tenant = 't'.repeat(2000);
    const attempted = progressed(undefined, progress(message(newId('whe'), webhookEvent({ tenant }))));
    const asked = requested({ ...attempted, attempts: [] }, { id: 'request-8', time: instant() });

    expect(deliveryRecord(deliveryItem(attempted).item).attempts).toEqual(attempted.attempts);
    expect(deliveryRecord(deliveryItem(asked).item).requests).toEqual(asked.requests);
  });

  it('without room for its event leaves it for 58 days, in an item of its own', () => {
    const record = progressed(undefined, progress(message(newId('whe')), { at: '2026-11-22T12:00:00.000Z' }));
    const item = eventItem(record, webhookEvent({ id: 'par_1' }));

    expect(item).toMatchObject({
      sk: { S: `event#${record.id}` },
      expiresAt: { N: String(Date.parse('2027-01-19T12:00:00.000Z') / 1000) },
    });
    expect(storedEvent(item)).toMatchObject({ id: 'par_1' });
  });

  it('retains the id of a request that has another form', () => {
    const of = { ...message(newId('whe')), id: 'request-7' };
    const record = requested(progressed(undefined, progress(of)), { id: 'request-8', time: instant() });

    expect(deliveryRecord(deliveryItem(record).item)).toEqual(record);
  });
});
