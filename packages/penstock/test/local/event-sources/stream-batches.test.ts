import { describe, expect, it } from '@jest/globals';
import type { StreamMapping } from '../../../local/event-sources/definition.ts';
import { createStreamBatches } from '../../../local/event-sources/stream-batches.ts';
import { createFaults } from '../../../local/faults/faults.ts';
import type { JsonObject } from '../../../local/json.ts';
import type { InvocationResult } from '../../../local/lambda/service.ts';
import { QueueRefusal } from '../../../local/queues/refusal.ts';
import type { StreamRecord } from '../../../local/streams/stream-reader.ts';
import { functionNamed } from '../fixtures/function.ts';
import { queueNamed } from '../fixtures/queue.ts';

const lost = queueNamed('lost');
const mapping: StreamMapping = {
  kind: 'stream',
  id: 'm',
  fn: functionNamed('relay'),
  functionArn: 'arn:relay:live',
  sourceArn: 'arn:stream',
  table: 'things',
  partitionKey: 'pk',
  region: 'eu-west-1',
  start: 'TRIM_HORIZON',
  batchSize: 10,
  batchingWindow: 0,
  filters: [],
  reportsFailures: true,
  bisect: true,
  maxRetries: 1,
  maxAge: -1,
  parallelization: 1,
  onFailure: lost,
};
const record = (SequenceNumber: string, age = 0): StreamRecord => ({
  dynamodb: { SequenceNumber, ApproximateCreationDateTime: Math.floor(Date.now() / 1000) - age },
});
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
const reported = (...ids: readonly string[]): InvocationResult => ({
  kind: 'result',
  payload: { batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) },
});
const crashed: InvocationResult = { kind: 'error', error: { errorType: 'Error', errorMessage: 'x' } };

/** @returns the batches that were invoked, and what was given up */
async function processed(
  records: readonly StreamRecord[],
  answer: (numbers: readonly string[], invocation: number) => InvocationResult,
  more: Partial<StreamMapping> = {},
  refusal?: Error,
) {
  const invoked: (readonly string[])[] = [];
  const givenUp: JsonObject[] = [];
  const unused = () => Promise.reject(new Error('not asked'));
  const batches = createStreamBatches(
    { ...mapping, ...more },
    'shard-1',
    {
      faults: createFaults().of('relay'),
      notify: () => {},
      queues: {
        definitions: [lost],
        find: () => lost,
        call: unused,
        messages: unused,
        deliver: async (_, { MessageBody }) => {
          if (refusal !== undefined) throw refusal;
          givenUp.push(JSON.parse(String(MessageBody)));
        },
        depth: () => ({ visible: 0, inFlight: 0, delayed: 0 }),
        hiddenFor: () => 0,
        comeAgain: unused,
        close: unused,
      },
      lambda: {
        invoke: async ({ event }) => {
          const { Records } = event as { readonly Records: readonly StreamRecord[] };
          invoked.push(Records.map(({ dynamodb }) => dynamodb.SequenceNumber));
          return answer(invoked.at(-1) ?? [], invoked.length);
        },
      },
    },
    () => true,
  );
  await batches.process(records);
  return { invoked, givenUp };
}

describe('the batches of a stream', () => {
  it('go on from the record that the function reports, and are not halved for it', async () => {
    const { invoked, givenUp } = await processed(
      numbers(1, 6).map((number) => record(number)),
      (_, invocation) => (invocation === 1 ? reported('5', '3') : reported()),
    );

    expect(invoked).toEqual([numbers(1, 6), numbers(3, 6)]);
    expect(givenUp).toEqual([]);
  });

  it('are halved where the function itself fails, until the record that it fails for is alone', async () => {
    const { invoked, givenUp } = await processed(
      numbers(1, 4).map((number) => record(number)),
      (batch) => (batch.includes('2') ? crashed : reported()),
    );

    expect(invoked).toEqual([numbers(1, 4), ['1', '2'], ['1'], ['2'], ['2'], ['3', '4']]);
    expect(givenUp).toHaveLength(1);
  });

  it('are given up after their retries, with where in the stream they are', async () => {
    const { invoked, givenUp } = await processed([record('1'), record('2'), record('3')], () => reported('2'), {
      maxRetries: 2,
    });

    expect(invoked).toEqual([numbers(1, 3), numbers(2, 3), numbers(2, 3)]);
    expect(givenUp).toEqual([
      expect.objectContaining({
        requestContext: expect.objectContaining({ condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3 }),
        responseContext: { statusCode: 200, executedVersion: '1' },
        DDBStreamBatchInfo: expect.objectContaining({
          shardId: 'shard-1',
          startSequenceNumber: '2',
          endSequenceNumber: '3',
          batchSize: 2,
          streamArn: 'arn:stream',
        }),
      }),
    ]);
  });

  it('lose their records that are too old before the function sees them', async () => {
    const { invoked, givenUp } = await processed([record('1', 90), record('2')], () => reported(), { maxAge: 60 });

    expect(invoked).toEqual([['2']]);
    expect(givenUp).toEqual([
      expect.objectContaining({
        requestContext: expect.objectContaining({ condition: 'RecordAgeExceeded', approximateInvokeCount: 0 }),
        DDBStreamBatchInfo: expect.objectContaining({ startSequenceNumber: '1', batchSize: 1 }),
      }),
    ]);
    expect(givenUp[0]).not.toHaveProperty('responseContext');
  });

  it('hold no more records than the mapping says, one batch after the other', async () => {
    const { invoked } = await processed(
      numbers(1, 5).map((number) => record(number)),
      () => reported(),
      { batchSize: 2 },
    );

    expect(invoked).toEqual([['1', '2'], ['3', '4'], ['5']]);
  });

  it('take no retry for an invocation that Lambda refuses', async () => {
    const { invoked, givenUp } = await processed(
      [record('1')],
      (_, invocation) => (invocation < 3 ? { kind: 'throttled' } : reported()),
      { maxRetries: 0 },
    );

    expect([invoked.length, givenUp]).toEqual([3, []]);
  });

  it('go on where the failure destination refuses for good what was given up, and are done again where it is broken', async () => {
    const answer = (batch: readonly string[]) => (batch.includes('1') ? crashed : reported());
    const refusal = (status: number) => new QueueRefusal('lost', status, { __type: 'x' });
    const run = (status: number) => processed([record('1'), record('2')], answer, {}, refusal(status));

    expect((await run(400)).invoked).toEqual([['1', '2'], ['1'], ['1'], ['2']]);
    await expect(run(500)).rejects.toThrow('Queue lost takes no message');
  });
});
