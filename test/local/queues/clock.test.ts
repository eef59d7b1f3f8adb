import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createQueueClock } from '../../../local/queues/clock.ts';

describe('the clock of the queues', () => {
  const clock = createQueueClock(60, () => 1_000_000);

  it.each([
    ['ReceiveMessage', { QueueUrl: 'q' }, { QueueUrl: 'q', VisibilityTimeout: 5 }],
    ['ReceiveMessage', { VisibilityTimeout: 60 }, { VisibilityTimeout: 2 }],
    ['ReceiveMessage', { VisibilityTimeout: 0 }, { VisibilityTimeout: 0 }],
    ['ChangeMessageVisibility', { VisibilityTimeout: 30 }, { VisibilityTimeout: 0.5 }],
    ['ChangeMessageVisibilityBatch', { Entries: [{ VisibilityTimeout: 60 }] }, { Entries: [{ VisibilityTimeout: 1 }] }],
    ['SendMessage', { MessageBody: 'x', DelaySeconds: 120 }, { MessageBody: 'x', DelaySeconds: 2 }],
    ['SendMessageBatch', { Entries: [{ DelaySeconds: 60 }, {}] }, { Entries: [{ DelaySeconds: 1 }, {}] }],
    ['DeleteMessage', { ReceiptHandle: 'r' }, { ReceiptHandle: 'r' }],
  ])('shortens what %s waits', (operation, input, expected) => {
    expect(clock.request(operation, input, 300)).toEqual(expected);
  });

  it('leaves a message that is put off while it is worked on hidden for the work, and for what it waits beyond', () => {
    expect(clock.request('ChangeMessageVisibility', { VisibilityTimeout: 120 }, 60)).toEqual({ VisibilityTimeout: 3 });
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
