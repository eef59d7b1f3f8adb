import { describe, expect, it } from '@jest/globals';
import type { EngineClient } from '../../../local/dynamodb/client.ts';
import type { StreamMapping } from '../../../local/event-sources/definition.ts';
import type { StreamOptions } from '../../../local/event-sources/stream-shards.ts';
import { startStreamSource } from '../../../local/event-sources/stream-source.ts';
import { createFaults } from '../../../local/faults/faults.ts';
import type { InvocationResult } from '../../../local/lambda/service.ts';
import { type Checkpoints, createCheckpoints } from '../../../local/streams/checkpoints.ts';
import { shardLayout } from '../../../local/streams/shards.ts';
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
  partitionKey: 'pk',
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

const shardIds = shardLayout('pk', 4, 1).ids as readonly [string, string];

interface EngineSetup {
  /** Which reads fail. */
  readonly fails?: (read: number) => boolean;
  /** Of each number; all changes are of the item `a` by default. */
  readonly itemOf?: (number: number) => string;
}

/** An engine whose stream holds the numbers 1 to `length`. */
function engineOf(length: number, { fails = () => false, itemOf = () => 'a' }: EngineSetup = {}): EngineClient {
  let reads = 0;
  const answers: Readonly<Record<string, (input: Record<string, string>) => object>> = {
    ListStreams: () => ({ Streams: [{ StreamArn: 'engine-stream' }] }),
    DescribeStream: () => ({ StreamDescription: { Shards: [{ ShardId: 'shard-1' }] } }),
    GetShardIterator: ({ SequenceNumber = '0' }) => ({ ShardIterator: SequenceNumber }),
    GetRecords: ({ ShardIterator, Limit }) => {
      const from = Number(ShardIterator) + 1;
      const to = Math.min(length, from + Number(Limit) - 1);
      const found = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => String(from + index));
      const Records = found.map((SequenceNumber) => ({
        dynamodb: { SequenceNumber, Keys: { pk: { S: itemOf(Number(SequenceNumber)) } } },
      }));
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
async function run(
  client: EngineClient,
  length: number,
  { fails = () => false, takes = () => true, more = {}, streams = {}, checkpoints = createCheckpoints() }: Run,
) {
  const invoked: string[] = [];
  const lost: string[] = [];
  const unused = () => Promise.reject(new Error('not asked'));
  const source = await startStreamSource(
    { ...mapping, ...more },
    {
      client,
      checkpoints,
      streams,
      faults: createFaults().of('relay'),
      notify: () => {},
      queues: {
        definitions: [],
        find: () => undefined,
        call: unused,
        messages: unused,
        deliver: async (_, { MessageBody }) => {
          if (!takes(lost.length)) throw new Error('the queue does not answer');
          lost.push(JSON.parse(String(MessageBody)).DDBStreamBatchInfo.startSequenceNumber);
        },
        depth: () => ({ visible: 0, inFlight: 0, delayed: 0 }),
        hiddenFor: () => 0,
        comeAgain: unused,
        close: unused,
      },
      lambda: {
        invoke: async ({ event }): Promise<InvocationResult> => {
          const { Records } = event as { readonly Records: readonly StreamRecord[] };
          const numbers = Records.map(({ dynamodb }) => dynamodb.SequenceNumber);
          invoked.push(...numbers);
          if (numbers.some(fails)) return { kind: 'error', error: { errorType: 'Error', errorMessage: 'x' } };
          return { kind: 'result', payload: null };
        },
      },
    },
  );
  await eventually(
    () => checkpoints.get('m'),
    (progress) => progress?.read === String(length) && Object.keys(progress.behind).length === 0,
  );
  source.close();
  return { invoked, lost };
}

interface Run {
  readonly fails?: (number: string) => boolean;
  readonly takes?: (already: number) => boolean;
  readonly more?: Partial<StreamMapping>;
  readonly streams?: StreamOptions;
  readonly checkpoints?: Checkpoints;
}

describe('the reader of a stream', () => {
  it('skips nothing where the engine does not answer in the middle of a batch', async () => {
    const engine = engineOf(5, { fails: (read) => read === 2 || read === 4 });
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

  describe('of several items', () => {
    const items = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const itemOf = (number: number) => items[number % items.length] ?? '';
    const all = Array.from({ length: 42 }, (_, index) => String(index + 1));
    const ordered = (seed: number) => run(engineOf(42, { itemOf }), 42, { streams: { seed } });
    const ofItem = (numbers: readonly string[], item: string) =>
      numbers.filter((number) => itemOf(Number(number)) === item);

    it.each([1, 2, 3])('keeps the order of each, and not across them: seed %i', async (seed) => {
      const { invoked } = await ordered(seed);

      for (const item of items) expect(ofItem(invoked, item)).toEqual(ofItem(all, item));
      expect(invoked).not.toEqual(all);
      expect(invoked.toSorted((a, b) => Number(a) - Number(b))).toEqual(all);
    });

    it('goes in the same order for the same seed, and in another for another', async () => {
      const [first, again, other] = [await ordered(1), await ordered(1), await ordered(2)];

      expect(again.invoked).toEqual(first.invoked);
      expect(other.invoked).not.toEqual(first.invoked);
    });

    it('lets a batch that fails hold up its own shard alone', async () => {
      let attempts = 0;
      const { invoked } = await run(engineOf(42, { itemOf }), 42, {
        more: { maxRetries: -1, batchSize: 1 },
        fails: (number) => number === '1' && attempts++ < 3,
      });
      const retried = invoked.lastIndexOf('1');
      const before = new Set(invoked.slice(0, retried));

      expect(invoked.filter((number) => number === '1')).toHaveLength(4);
      expect(before.size).toBeGreaterThan(1);
      expect(invoked.slice(retried + 1).filter((number) => before.has(number))).toEqual([]);
    });

    it.each([
      ['a shard that is behind', { read: '42', behind: { [shardIds[1]]: '14' } }],
      ['a shard that has done nothing', { read: '42', behind: { [shardIds[1]]: '' } }],
    ])('does after a restart what is left of %s', async (_, progress) => {
      const checkpoints = createCheckpoints();
      checkpoints.set('m', progress);
      const { shardOf } = shardLayout('pk', 4, 1);
      const { invoked } = await run(engineOf(42, { itemOf }), 42, { checkpoints });
      const isLeft = (number: string) =>
        shardOf({ dynamodb: { SequenceNumber: number, Keys: { pk: { S: itemOf(Number(number)) } } } }) === 1 &&
        Number(number) > Number(progress.behind[shardIds[1]]);

      expect(invoked).toEqual(all.filter(isLeft));
      expect(invoked.length).toBeGreaterThan(0);
    });
  });
});
