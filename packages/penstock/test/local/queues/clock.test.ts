import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createQueueClock } from '../../../local/queues/clock.ts';

describe('the clock of the queues', () => {
  const clock = createQueueClock(60, () => 1_000_000);

  it.each([
    ['ReceiveMessage', { QueueUrl: 'q' }, { QueueUrl: 'q', VisibilityTimeout: 51 }],
    ['ReceiveMessage', { VisibilityTimeout: 60 }, { VisibilityTimeout: 51 }],
    ['ReceiveMessage', { VisibilityTimeout: 6000 }, { VisibilityTimeout: 100 }],
    ['ReceiveMessage', { VisibilityTimeout: 20 }, { VisibilityTimeout: 20 }],
    ['ReceiveMessage', { VisibilityTimeout: 0 }, { VisibilityTimeout: 0 }],
    ['ChangeMessageVisibility', { VisibilityTimeout: 30 }, { VisibilityTimeout: 0.5 }],
    ['ChangeMessageVisibilityBatch', { Entries: [{ VisibilityTimeout: 60 }] }, { Entries: [{ VisibilityTimeout: 1 }] }],
    ['SendMessage', { MessageBody: 'x', DelaySeconds: 120 }, { MessageBody: 'x', DelaySeconds: 2 }],
    ['SendMessageBatch', { Entries: [{ DelaySeconds: 60 }, {}] }, { Entries: [{ DelaySeconds: 1 }, {}] }],
    ['DeleteMessage', { ReceiptHandle: 'r' }, { ReceiptHandle: 'r' }],
  ])('shortens what %s waits', (operation, input, expected) => {
    expect(clock.request(operation, input, 300)).toEqual(expected);
  });

  const wait = (seconds: number, own: number) =>
    Number(clock.request('ChangeMessageVisibility', { VisibilityTimeout: seconds }, own).VisibilityTimeout);

  it('leaves a received message hidden for longer than its function may work on it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 2, max: 10_000 }), (timeout, speed) => {
        expect(createQueueClock(speed).hidden(6 * timeout)).toBeGreaterThan(timeout);
      }),
    );
  });

  it('spreads what is put off by one to two timeouts as widely as the timeout itself has become', () => {
    expect([60, 90, 120].map((seconds) => wait(seconds, 60))).toEqual([11, 16.5, 22]);
    expect(clock.hidden(60)).toBe(11);
  });

  it('never shows what waits longer before what waits less', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 600 }), fc.nat(43_200), fc.nat(43_200), (own, a, b) => {
        expect(wait(Math.min(a, b), own)).toBeLessThanOrEqual(wait(Math.max(a, b), own));
      }),
    );
    expect(wait(7200, 60)).toBe(120);
  });

  it('makes a message older than it is', () => {
    const Attributes = { SentTimestamp: '999000', ApproximateReceiveCount: '1' };

    expect(clock.received({ Attributes })).toEqual({
      Attributes: { SentTimestamp: '940000', ApproximateReceiveCount: '1' },
    });
  });

  it('changes nothing at its own speed', () => {
    const real = createQueueClock(1);
    fc.assert(
      fc.property(fc.nat(), (seconds) => {
        const input = { VisibilityTimeout: seconds, DelaySeconds: seconds };
        expect(real.request('ReceiveMessage', input, 30)).toBe(input);
      }),
    );
  });
});
