import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { batchOutcome } from '../../../local/event-sources/batch-failures.ts';
import { lanes } from '../../../local/event-sources/lanes.ts';
import { type QueueRecord, tens } from '../../../local/event-sources/queue-records.ts';
import { withinPayload } from '../../../local/event-sources/within-payload.ts';

describe('the answer of a function to a batch', () => {
  const failed = (ids: readonly string[]) => ({ kind: 'failed', ids });

  it.each([
    ['nothing', null, failed([])],
    ['no failures', { batchItemFailures: [] }, failed([])],
    ['failures that are null', { batchItemFailures: null }, failed([])],
    ['an empty object', {}, failed([])],
    ['one failure', { batchItemFailures: [{ itemIdentifier: 'b' }] }, failed(['b'])],
  ])('is read: %s', (_, payload, expected) => {
    expect(batchOutcome(payload, ['a', 'b'])).toEqual(expected);
  });

  it.each([
    ['a text', 'done'],
    ['another member', { failures: [] }],
    ['failures that are no list', { batchItemFailures: 'a' }],
    ['an empty identifier', { batchItemFailures: [{ itemIdentifier: '' }] }],
    ['an identifier that is null', { batchItemFailures: [{ itemIdentifier: null }] }],
    ['an identifier under another name', { batchItemFailures: [{ id: 'a' }] }],
    ['an identifier of no record', { batchItemFailures: [{ itemIdentifier: 'a' }, { itemIdentifier: 'z' }] }],
  ])('fails the whole batch when it is %s', (_, payload) => {
    expect(batchOutcome(payload, ['a', 'b'])).toEqual({ kind: 'all-failed' });
  });
});

describe('batches', () => {
  const record = (body: string): QueueRecord => ({ messageId: 'm', receiptHandle: 'r', body });

  it('hold every record in order and stay within what Lambda takes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 40 })), (bodies) => {
        const records = bodies.map(record);
        const batches = withinPayload(records, 200);
        expect(batches.flat()).toEqual(records);
        for (const batch of batches.filter(({ length }) => length > 1)) {
          expect(JSON.stringify({ Records: batch }).length).toBeLessThanOrEqual(200);
        }
      }),
    );
  });

  it('are deleted by tens', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), (items) => {
        expect(tens(items).flat()).toEqual(items);
        expect(tens(items).every(({ length }) => length > 0 && length <= 10)).toBe(true);
      }),
    );
  });

  it('of one item stay in one lane, in order', () => {
    const change = fc.record({ key: fc.string({ maxLength: 2 }), number: fc.nat() });
    fc.assert(
      fc.property(fc.array(change), fc.integer({ min: 1, max: 10 }), (changes, factor) => {
        const records = changes.map(({ key, number }) => ({
          dynamodb: { Keys: { pk: { S: key } }, SequenceNumber: String(number) },
        }));
        const split = lanes(records, factor);
        expect(split.length).toBeLessThanOrEqual(factor);
        for (const key of new Set(changes.map((one) => one.key))) {
          const ofKey = records.filter(({ dynamodb }) => dynamodb.Keys.pk.S === key);
          const found = split.filter((lane) => lane.some((one) => ofKey.some((other) => other === one)));
          expect(found.map((lane) => lane.filter((one) => ofKey.some((other) => other === one)))).toEqual([ofKey]);
        }
      }),
    );
  });
});
