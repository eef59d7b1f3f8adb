import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Engine, engineBinary, startEngine } from '../../../local/dynamodb/engine.ts';
import { ensureTable, type TableDefinition } from '../../../local/dynamodb/tables.ts';

const table = (key = 'pk', indexes: readonly string[] = []): TableDefinition => ({
  name: 'things',
  isStrong: false,
  request: {
    TableName: 'things',
    AttributeDefinitions: [key, ...indexes].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
    KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
    ...(indexes.length === 0
      ? {}
      : {
          GlobalSecondaryIndexes: indexes.map((name) => ({
            IndexName: `by-${name}`,
            KeySchema: [{ AttributeName: name, KeyType: 'HASH' }],
            Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['url', 'id'] },
          })),
        }),
  },
});

async function withEngine<T>(work: (engine: Engine) => Promise<T>, file?: string): Promise<T> {
  const engine = await startEngine({ region: 'eu-west-1', ...(file === undefined ? {} : { file }) });
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

describe('the DynamoDB engine', () => {
  it('keeps tables and items in its file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'penstock-db-'));
    const file = join(folder, 'kept.db');
    const Key = { pk: { S: '1' } };
    await withEngine(async ({ client }) => {
      await ensureTable(client, table('pk', ['a', 'b']));
      await client.send('PutItem', { TableName: 'things', Item: { ...Key, a: { S: 'x' } } });
    }, file);
    const kept = await withEngine(async ({ client }) => {
      await ensureTable(client, table('pk', ['b', 'a']));
      return client.send('GetItem', { TableName: 'things', Key });
    }, file);
    await rm(folder, { recursive: true });

    expect(kept.body).toEqual({ Item: { pk: { S: '1' }, a: { S: 'x' } } });
  });

  it.each([
    ['key', table('id'), 'key schema and attribute definitions'],
    ['set of indexes', table('pk', ['a']), 'attribute definitions and set of indexes'],
  ])('fails a kept table with another %s, and says how to go on', async (_, changed, difference) => {
    await withEngine(async ({ client }) => {
      await ensureTable(client, table());

      await expect(ensureTable(client, changed)).rejects.toThrow(
        `Table things is kept with another ${difference} than the template declares. Start with --fresh to begin with empty tables.`,
      );
    });
  });

  it('uses the engine that runs at a given endpoint', async () => {
    await withEngine(async ({ client }) => {
      const other = await startEngine({ region: 'eu-west-1', endpoint: client.endpoint });
      await ensureTable(other.client, table());
      const { body } = await client.send('ListTables', {});
      await other.close();

      expect(body).toEqual({ TableNames: ['things'] });
    });
  });

  it.each(['bogus', '127.0.0.1:8000', 'https://127.0.0.1:8000', ''])('fails for the endpoint %j', async (endpoint) => {
    await expect(startEngine({ region: 'eu-west-1', endpoint })).rejects.toThrow(
      `DYNAMODB_ENDPOINT is an http URL, such as http://127.0.0.1:8000, received "${endpoint}".`,
    );
  });

  it('fails on a platform without an engine, naming the package and the way out', () => {
    expect(() => engineBinary('plan9-mips')).toThrow(
      /^There is no DynamoDB engine for plan9-mips: the package @dynoxide\/plan9-mips is not installed\. .*DYNAMODB_ENDPOINT/,
    );
  });

  it('fails with what the engine says where it cannot start', async () => {
    await expect(startEngine({ region: 'eu-west-1', file: '/nonexistent/folder/x.db' })).rejects.toThrow(
      /^The DynamoDB engine does not start: ./,
    );
  });
});
