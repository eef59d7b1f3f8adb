import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { engineBinary, findBinary } from '../../../local/dynamodb/binary.ts';
import type { EngineKind } from '../../../local/dynamodb/choice.ts';
import { type Engine, startEngine } from '../../../local/dynamodb/engine.ts';
import { bestProtection } from '../../../local/dynamodb/protection.ts';
import { ensureTable, type TableDefinition } from '../../../local/dynamodb/tables.ts';
import { object } from '../../../local/json.ts';
import { startDynamodb } from '../../../testkit/dynamodb.ts';
import { eventually } from '../fixtures/eventually.ts';
import { listeningOf } from '../fixtures/listening.ts';
import { descendants } from '../fixtures/processes.ts';
import { kinds } from './kinds.ts';

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

async function withEngine<T>(kind: EngineKind, work: (engine: Engine) => Promise<T>, file?: string): Promise<T> {
  const engine = await startEngine({ region: 'eu-west-1', kind, ...(file === undefined ? {} : { file }) });
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

describe.each(kinds)('the DynamoDB engine %s', (kind) => {
  it('keeps tables and items in its file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'penstock-db-'));
    const file = join(folder, 'kept.db');
    const Key = { pk: { S: '1' } };
    await withEngine(
      kind,
      async ({ client }) => {
        await ensureTable(client, table('pk', ['a', 'b']));
        await client.send('PutItem', { TableName: 'things', Item: { ...Key, a: { S: 'x' } } });
      },
      file,
    );
    const kept = await withEngine(
      kind,
      async ({ client }) => {
        await ensureTable(client, table('pk', ['b', 'a']));
        return client.send('GetItem', { TableName: 'things', Key });
      },
      file,
    );
    await rm(folder, { recursive: true });

    expect(kept.body).toEqual({ Item: { pk: { S: '1' }, a: { S: 'x' } } });
  });

  it.each([
    ['key', table('id'), 'key schema and attribute definitions'],
    ['set of indexes', table('pk', ['a']), 'attribute definitions and set of indexes'],
  ])('fails a kept table with another %s, and says how to go on', async (_, changed, difference) => {
    await withEngine(kind, async ({ client }) => {
      await ensureTable(client, table());

      await expect(ensureTable(client, changed)).rejects.toThrow(
        `Table things is kept with another ${difference} than the template declares. Start with --fresh to begin with empty tables.`,
      );
    });
  });

  it('lets items expire as the table declares it, whatever it was before', async () => {
    await withEngine(kind, async ({ client }) => {
      const declared: unknown[] = [];
      for (const expiryAttribute of ['until', 'ends', undefined, 'until']) {
        await ensureTable(client, { ...table(), ...(expiryAttribute && { expiryAttribute }) });
        const { body } = await client.send('DescribeTimeToLive', { TableName: 'things' });
        declared.push(object(body.TimeToLiveDescription).AttributeName);
      }

      expect(declared).toEqual(['until', 'ends', undefined, 'until']);
    });
  });

  it('uses the engine that runs at a given endpoint', async () => {
    const engine = await startDynamodb(kind);
    const other = await startEngine({ region: 'eu-west-1', endpoint: engine.endpoint });
    await ensureTable(other.client, table());
    const { TableNames } = await engine.client.send(new ListTablesCommand({}));
    await other.close();
    await engine.stop();

    expect(TableNames).toEqual(['things']);
  });

  it.each(['bogus', '127.0.0.1:8000', 'https://127.0.0.1:8000', ''])('fails for the endpoint %j', async (endpoint) => {
    await expect(startEngine({ region: 'eu-west-1', endpoint })).rejects.toThrow(
      `DYNAMODB_ENDPOINT is an http URL, such as http://127.0.0.1:8000, received "${endpoint}".`,
    );
  });

  it('fails on a platform without its binary, naming the package and the way out', () => {
    expect(() => engineBinary('plan9-mips')).toThrow(
      /^There is no dynoxide for plan9-mips: the package @dynoxide\/plan9-mips is not installed\. .*unset PENSTOCK_ENGINE/,
    );
  });

  it('fails with what the engine says where it cannot start', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'penstock-broken-'));
    const file = join(folder, 'broken.db');
    await writeFile(file, 'this is no database, and long enough to be looked at as one. '.repeat(20));
    const starting = startEngine({ region: 'eu-west-1', kind, file });
    await expect(starting).rejects.toThrow(/^(The DynamoDB engine does not start: .|The tables in .* cannot be read)/);
    await rm(folder, { recursive: true });
  });

  it('fails for a file that cannot be written, and says how to choose another', async () => {
    await expect(startEngine({ region: 'eu-west-1', kind, file: '/nonexistent/folder/x.db' })).rejects.toThrow(
      '/nonexistent/folder/x.db cannot be written (ENOENT). Choose another folder with --data.',
    );
  });
});

/** Network namespaces, and loopback addresses beside 127.0.0.1, are of Linux. */
const onLinux = findBinary() !== undefined && process.platform === 'linux' ? describe : describe.skip;

onLinux.each(['isolated', 'hidden'] as const)('the %s engine', (protection) => {
  const start = async (options: Partial<Parameters<typeof startEngine>[0]> = {}) =>
    startEngine({ region: 'eu-west-1', kind: 'dynoxide', protection, ...options });
  const item = { pk: { S: '1' }, a: { S: 'x' } };
  const get = (engine: Engine) => engine.client.send('GetItem', { TableName: 'things', Key: { pk: { S: '1' } } });

  beforeAll(async () => {
    if (protection === 'isolated' && (await bestProtection()) !== 'isolated') {
      console.warn('This machine lets nobody make a network namespace: the isolated engine is not tested.');
    }
  });
  const may = async () => protection === 'hidden' || (await bestProtection()) === 'isolated';

  it('listens nowhere on 127.0.0.1', async () => {
    if (!(await may())) return;
    const engine = await start();
    const opened = listeningOf(await descendants(process.pid)).map(({ address }) => address);
    const { status } = await engine.client.send('ListTables', {});
    await engine.close();

    expect(status).toBe(200);
    expect(opened).toEqual(protection === 'isolated' ? [] : [expect.stringMatching(/^127\.(?!0\.0\.1$)/)]);
  });

  it('answers many requests at once', async () => {
    if (!(await may())) return;
    const engine = await start();
    await ensureTable(engine.client, table());
    const puts = Array.from({ length: 300 }, (_, index) =>
      engine.client.send('PutItem', { TableName: 'things', Item: { pk: { S: String(index) } } }),
    );
    const statuses = (await Promise.all(puts)).map(({ status }) => status);
    await engine.close();

    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  it('is started again with its data when it is killed, and nobody has to ask twice', async () => {
    if (!(await may())) return;
    const folder = await mkdtemp(join(tmpdir(), 'penstock-killed-'));
    const ends: string[] = [];
    const engine = await start({ file: join(folder, 'kept.db'), restarted: (how) => ends.push(how) });
    await ensureTable(engine.client, table());
    await engine.client.send('PutItem', { TableName: 'things', Item: item });
    await killEngine();
    await eventually(
      () => ends,
      (found) => found.length === 1,
    );
    const { body } = await get(engine);
    await engine.close();
    await rm(folder, { recursive: true });

    expect([ends, body]).toEqual([['signal 9'], { Item: item }]);
  });

  it('is said to be lost when it is killed and its tables were in memory', async () => {
    if (!(await may())) return;
    const lost: string[] = [];
    const engine = await start({ failed: ({ message }) => lost.push(message) });
    await killEngine();
    await eventually(
      () => lost,
      (found) => found.length === 1,
    );
    await expect(get(engine)).rejects.toThrow('The DynamoDB engine ended (signal 9)');
    await engine.close();

    expect(lost).toEqual(['The DynamoDB engine ended (signal 9), and with it the tables, which were in memory alone.']);
  });

  it('leaves no process when it is closed', async () => {
    if (!(await may())) return;
    const before = await descendants(process.pid);
    const engine = await start();
    const started = (await descendants(process.pid)).filter((pid) => !before.includes(pid));
    await engine.close();

    expect(started.length).toBeGreaterThan(1);
    expect((await descendants(process.pid)).filter((pid) => started.includes(pid))).toEqual([]);
  });
});

/** Kills the engine of this process, as `kill -9` would. */
async function killEngine(): Promise<void> {
  for (const pid of await descendants(process.pid)) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (/^[^\0]*\/dynoxide\0/.test(command)) process.kill(pid, 'SIGKILL');
  }
}
