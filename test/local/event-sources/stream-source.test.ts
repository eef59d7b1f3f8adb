import { describe, expect, it } from '@jest/globals';
import type { EngineClient } from '../../../local/dynamodb/client.ts';
import type { StreamMapping } from '../../../local/event-sources/definition.ts';
import { startStreamSource } from '../../../local/event-sources/stream-source.ts';
import { createFaults } from '../../../local/faults/faults.ts';
import type { InvocationResult } from '../../../local/lambda/service.ts';
import { createCheckpoints } from '../../../local/streams/checkpoints.ts';
import type { StreamRecord } from '../../../local/streams/stream-reader.ts';
import { eventually } from '../fixtures/eventually.ts';
import { functionNamed } from '../fixtures/function.ts';
import { queueNamed } from '../fixtures/queue.ts';

const mapping: StreamMapping = {
  kind: 'stream',
  id: 'm',
  fn: functionNamed('relay'),
  functionArn: 'arn:relay:live',
  sourceArn: 'arn:stream',
  table: 'things',
  region: 'eu-west-1',
  start: 'TRIM_HORIZON',
  batchSize: 2,
  batchingWindow: 0,
  filters: [],
  reportsFailures: false,
  bisect: false,
  maxRetries: 0,
  maxAge: -1,
  parallelization: 1,
  onFailure: queueNamed('lost'),
};

/** An engine whose stream holds the numbers 1 to `length`; `fails` says which reads do. */
function engineOf(length: number, fails: (read: number) => boolean = () => false): EngineClient {
  let reads = 0;
  const answers: Readonly<Record<string, (input: Record<string, string>) => object>> = {
    ListStreams: () => ({ Streams: [{ StreamArn: 'engine-stream' }] }),
    DescribeStream: () => ({ StreamDescription: { Shards: [{ ShardId: 'shard-1' }] } }),
    GetShardIterator: ({ SequenceNumber = '0' }) => ({ ShardIterator: SequenceNumber }),
    GetRecords: ({ ShardIterator, Limit }) => {
      const from = Number(ShardIterator) + 1;
      const to = Math.min(length, from + Number(Limit) - 1);
      const found = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => String(from + index));
      const Records = found.map((SequenceNumber) => ({ dynamodb: { SequenceNumber, Keys: { pk: { S: 'a' } } } }));
      return { Records, NextShardIterator: found.at(-1) ?? ShardIterator };
    },
  };
  return {
    send: async () => ({ status: 200, body: {} }),
    forward: async (target, body) => {
      const operation = target.split('.')[1] ?? '';
      if (operation === 'GetRecords' && fails(++reads)) return { status: 500, headers: {}, body: Buffer.from('{}') };
      const answer = answers[operation]?.(JSON.parse(body.toString()));
      return { status: 200, headers: {}, body: Buffer.from(JSON.stringify(answer)) };
    },
  };
}

/** Runs until the checkpoint is at the end. @returns the numbers that were invoked, in order */
async function run(client: EngineClient, length: number, { fails = () => false, takes = () => true, more = {} }: Run) {
  const invoked: string[] = [];
  const lost: string[] = [];
  const unused = () => Promise.reject(new Error('not asked'));
  const checkpoints = createCheckpoints();
  const source = await startStreamSource(
    { ...mapping, ...more },
    {
      client,
      checkpoints,
      faults: createFaults().of('relay'),
      tell: () => {},
      queues: {
        definitions: [],
        find: () => undefined,
        call: unused,
        messages: unused,
        deliver: async (_, { MessageBody }) => {
          if (!takes(lost.length)) throw new Error('the queue does not answer');
          lost.push(JSON.parse(String(MessageBody)).DDBStreamBatchInfo.startSequenceNumber);
        },
        hiddenFor: () => 0,
        comeAgain: unused,
        close: unused,
      },
      lambda: {
        has: () => true,
        invoke: async ({ event }): Promise<InvocationResult> => {
          const { Records } = event as { readonly Records: readonly StreamRecord[] };
          const numbers = Records.map(({ dynamodb }) => dynamodb.SequenceNumber);
          invoked.push(...numbers);
          if (numbers.some(fails)) return { kind: 'error', error: { errorType: 'Error', errorMessage: 'x' } };
          return { kind: 'result', payload: null };
        },
        onInvocation: () => () => {},
        close: unused,
      },
    },
  );
  await eventually(
    () => checkpoints.get('m'),
    (number) => number === String(length),
  );
  source.close();
  return { invoked, lost };
}

interface Run {
  readonly fails?: (number: string) => boolean;
  readonly takes?: (already: number) => boolean;
  readonly more?: Partial<StreamMapping>;
}

describe('the reader of a stream', () => {
  it('skips nothing where the engine does not answer in the middle of a batch', async () => {
    const engine = engineOf(5, (read) => read === 2 || read === 4);
    const { invoked } = await run(engine, 5, { more: { batchSize: 3, batchingWindow: 0.05 } });

    expect(invoked).toEqual(['1', '2', '3', '4', '5']);
  });

  it('does a batch again that it could not keep at the failure destination', async () => {
    let refusals = 1;
    const { invoked, lost } = await run(engineOf(4), 4, {
      fails: (number) => number === '2',
      takes: () => refusals-- <= 0,
    });

    expect(lost).toEqual(['1']);
    expect(invoked).toEqual(['1', '2', '1', '2', '3', '4']);
  });
});
