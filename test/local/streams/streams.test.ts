import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
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

async function run(options: { dataDir?: string; puts: readonly string[]; edit?: typeof withBackbone; read?: number }) {
  const { dataDir, puts, edit = withBackbone, read = puts.length } = options;
  const small = await startSmallCloud({ edit, handlers }, dataDir === undefined ? {} : { dataDir });
  const client = new DynamoDBClient(clientOptions(small.cloud));
  for (const [index, pk] of puts.entries()) {
    await client.send(new PutItemCommand({ TableName: 'things', Item: { pk: { S: pk }, n: { N: String(index) } } }));
  }
  const reads = () => small.lines.filter((line) => line.startsWith('read '));
  await eventually(reads, ({ length }) => length >= read);
  await small.close();
  return reads().map((line) => line.split(' ').slice(1));
}

describe('a stream', () => {
  it('tells the function of each change, in order, as the stream of the template', async () => {
    const reads = await run({ puts: ['a', 'b', 'a'] });

    expect(reads.map(([name, pk, n]) => [name, pk, n])).toEqual([
      ['INSERT', 'a', '0'],
      ['INSERT', 'b', '1'],
      ['MODIFY', 'a', '2'],
    ]);
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
