import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { shardLayout } from '../../../local/streams/shards.ts';
import { withBackbone } from '../fixtures/backbone.ts';
import { startSmallCloud } from '../fixtures/cloud.ts';
import { eventually } from '../fixtures/eventually.ts';
import { clientOptions } from '../fixtures/sdk.ts';

const handlers = {
  Worker: 'exports.handler = async () => {};',
  Relay: `exports.handler = async ({ Records }) => {
    for (const { eventName, dynamodb, eventSourceARN, awsRegion } of Records)
      console.log(['read', eventName, dynamodb.NewImage.pk.S, dynamodb.NewImage.n.N, awsRegion, eventSourceARN].join(' '));
  };`,
};

interface Run {
  readonly dataDir?: string;
  readonly puts: readonly string[];
  readonly edit?: typeof withBackbone;
  /** How many records are waited for, or which items. */
  readonly read?: number | readonly string[];
  readonly relay?: string;
}

async function run({ dataDir, puts, edit = withBackbone, read = puts.length, relay = handlers.Relay }: Run) {
  const small = await startSmallCloud(
    { edit, handlers: { ...handlers, Relay: relay } },
    dataDir === undefined ? {} : { dataDir },
  );
  const client = new DynamoDBClient(clientOptions(small.cloud));
  for (const [index, pk] of puts.entries()) {
    await client.send(new PutItemCommand({ TableName: 'things', Item: { pk: { S: pk }, n: { N: String(index) } } }));
  }
  const reads = () => small.lines.filter((line) => line.startsWith('read '));
  await eventually(reads, (lines) =>
    typeof read === 'number'
      ? lines.length >= read
      : read.every((pk) => lines.some((line) => line.split(' ')[2] === pk)),
  );
  await small.close();
  return reads().map((line) => line.split(' ').slice(1));
}

describe('a stream', () => {
  it('tells the function of each change, those of an item in order, as the stream of the template', async () => {
    const reads = await run({ puts: ['a', 'b', 'a'] });
    const ofItem = (item: string) => reads.filter(([, pk]) => pk === item).map(([name, , n]) => [name, n]);

    expect(ofItem('a')).toEqual([
      ['INSERT', '0'],
      ['MODIFY', '2'],
    ]);
    expect(ofItem('b')).toEqual([['INSERT', '1']]);
    expect(reads[0]?.slice(3)).toEqual([
      'eu-west-1',
      'arn:aws:dynamodb:eu-west-1:000000000000:table/things/stream/2026-01-01T00:00:00.000',
    ]);
  });

  it('goes on where it was when data is kept', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'penstock-streams-'));
    await run({ dataDir, puts: ['a', 'b'] });
    const second = await run({ dataDir, puts: ['c'] });
    await rm(dataDir, { recursive: true });

    expect(second.map(([, pk]) => pk)).toEqual(['c']);
  });

  it('begins again with the batch that it was in when it was stopped', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'penstock-streams-'));
    const edit = (template: Parameters<typeof withBackbone>[0]) => {
      withBackbone(template);
      Object.assign(template.Resources.StreamMapping?.Properties ?? {}, { BatchSize: 1 });
    };
    const stuck = `exports.handler = async ({ Records: [{ dynamodb }] }) => {
      console.log('began ' + dynamodb.NewImage.n.N);
      if (dynamodb.NewImage.n.N === '1') await new Promise(() => setTimeout(() => {}, 60000));
    };`;
    const small = await startSmallCloud({ edit, handlers: { ...handlers, Relay: stuck } }, { dataDir });
    const client = new DynamoDBClient(clientOptions(small.cloud));
    for (const n of ['0', '1', '2']) {
      await client.send(new PutItemCommand({ TableName: 'things', Item: { pk: { S: 'a' }, n: { N: n } } }));
    }
    await eventually(
      () => small.lines,
      (lines) => lines.includes('began 1'),
    );
    await small.close();
    const second = await run({ dataDir, puts: [], read: 2, edit });
    await rm(dataDir, { recursive: true });

    expect(second.map(([, , n]) => n)).toEqual(['1', '2']);
  });

  it('goes on with other items while one waits, and after a restart with that one', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'penstock-streams-'));
    const edit = (template: Parameters<typeof withBackbone>[0]) => {
      withBackbone(template);
      Object.assign(template.Resources.StreamMapping?.Properties ?? {}, { BatchSize: 1 });
    };
    const stuck = `exports.handler = async ({ Records: [{ dynamodb }] }) => {
      if (dynamodb.NewImage.pk.S === 'stuck') await new Promise(() => setTimeout(() => {}, 60000));
      console.log('read x ' + dynamodb.NewImage.pk.S + ' 0');
    };`;
    const others = Array.from({ length: 12 }, (_, index) => `item-${index}`);
    const { shardOf } = shardLayout('pk', 4, 1);
    const shard = (pk: string) => shardOf({ dynamodb: { SequenceNumber: '', Keys: { pk: { S: pk } } } });
    const apart = others.filter((pk) => shard(pk) !== shard('stuck'));
    const behind = ['stuck', ...others.filter((pk) => !apart.includes(pk))];
    const first = await run({ dataDir, puts: ['stuck', ...others], read: apart, relay: stuck, edit });
    const second = await run({ dataDir, puts: [], read: behind, edit });
    await rm(dataDir, { recursive: true });

    expect(first.map(([, pk]) => pk).toSorted()).toEqual(apart.toSorted());
    expect(second.map(([, pk]) => pk).filter((pk) => behind.includes(pk ?? ''))).toEqual(behind);
  });

  it('keeps the order of each item while items go side by side', async () => {
    const items = ['a', 'b', 'c', 'd', 'e'];
    const slow = `exports.handler = async ({ Records }) => {
      await new Promise((done) => setTimeout(done, Math.random() * 60));
      for (const { dynamodb } of Records) console.log('read x ' + dynamodb.NewImage.pk.S + ' ' + dynamodb.NewImage.n.N);
    };`;
    const reads = await run({
      puts: Array.from({ length: 40 }, (_, index) => items[(index * 7) % 5] ?? 'a'),
      relay: slow,
      edit: (template) => {
        withBackbone(template);
        Object.assign(template.Resources.StreamMapping?.Properties ?? {}, { BatchSize: 2, ParallelizationFactor: 4 });
      },
    });

    for (const item of items) {
      const order = reads.filter(([, pk]) => pk === item).map(([, , n]) => Number(n));
      expect(order).toEqual(order.toSorted((a, b) => a - b));
    }
    expect(new Set(reads.map(([, , n]) => n)).size).toBe(40);
  });

  it('begins with what is new at LATEST, and passes over what no filter wants', async () => {
    const reads = await run({
      puts: ['wanted-1', 'other', 'wanted-2'],
      read: 2,
      edit: (template) => {
        withBackbone(template);
        const Pattern = JSON.stringify({ dynamodb: { NewImage: { pk: { S: [{ suffix: '-2' }, { suffix: '-1' }] } } } });
        Object.assign(template.Resources.StreamMapping?.Properties ?? {}, {
          StartingPosition: 'LATEST',
          FilterCriteria: { Filters: [{ Pattern }] },
          ParallelizationFactor: 4,
        });
      },
    });

    expect(reads.map(([, pk]) => pk).toSorted()).toEqual(['wanted-1', 'wanted-2']);
  });
});
