import { describe, expect, it } from '@jest/globals';
import { invokeBatch } from '../../../local/event-sources/queue-batch.ts';
import { createFaults } from '../../../local/faults/faults.ts';
import { functionNamed } from '../fixtures/function.ts';
import { queueNamed } from '../fixtures/queue.ts';

describe('a batch that Lambda refuses', () => {
  it('is tried again for half of the time for which its messages are hidden, in the time of the queue', async () => {
    const fn = functionNamed('worker');
    const queue = queueNamed('work', { visibilityTimeout: 3600 });
    const mapping = {
      kind: 'queue' as const,
      id: 'm',
      fn,
      functionArn: fn.arn,
      sourceArn: queue.arn,
      batchSize: 1,
      batchingWindow: 0,
      filters: [],
      reportsFailures: true,
      queue,
    };
    let attempts = 0;
    const unused = () => Promise.reject(new Error('not asked'));
    const result = await invokeBatch(
      mapping,
      {
        concurrency: 1,
        notify: () => {},
        faults: createFaults().of('worker'),
        lambda: {
          invoke: async () => {
            attempts++;
            return { kind: 'throttled' };
          },
        },
        queues: {
          definitions: [queue],
          find: () => queue,
          call: unused,
          deliver: unused,
          messages: unused,
          depth: () => ({ visible: 0, inFlight: 0, delayed: 0 }),
          hiddenFor: () => 600,
          comeAgain: unused,
          close: unused,
        },
      },
      [],
      { started: () => {}, open: () => true },
    );

    expect(result).toEqual({ kind: 'throttled' });
    expect(attempts).toBeLessThanOrEqual(4);
  });
});
