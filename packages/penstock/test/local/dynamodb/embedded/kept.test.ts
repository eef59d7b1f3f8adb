import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createEmbeddedEngine, type EmbeddedEngine } from '../../../../local/dynamodb/embedded/embedded-engine.ts';
import { startEngine } from '../../../../local/dynamodb/engine.ts';
import { list } from '../../../../local/json.ts';
import { openStream } from '../../../../local/streams/stream-reader.ts';
import { ask } from '../kinds.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penstock-embedded-'));
  file = join(folder, 'kept.db');
});
afterEach(() => rm(folder, { recursive: true }));

const open = () => createEmbeddedEngine({ region: 'eu-west-1', file });
const table = {
  TableName: 'things',
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
};
const put = ({ client }: EmbeddedEngine, pk: string) =>
  ask(client, 'PutItem', { TableName: 'things', Item: { pk: { S: pk } } });
const stream = ({ client }: EmbeddedEngine, sequenceNumber?: string) =>
  openStream({
    client,
    table: 'things',
    streamArn: 'arn',
    region: 'eu-west-1',
    position:
      sequenceNumber === undefined ? { type: 'TRIM_HORIZON' } : { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber },
  });

describe('what the embedded engine keeps', () => {
  it('are tables, items, streams and the tokens of transactions', async () => {
    const transaction = {
      ClientRequestToken: 'once',
      TransactItems: [
        {
          Update: {
            TableName: 'things',
            Key: { pk: { S: 'a' } },
            UpdateExpression: 'ADD seen :one',
            ExpressionAttributeValues: { ':one': { N: '1' } },
          },
        },
      ],
    };
    const first = open();
    await ask(first.client, 'CreateTable', table);
    await ask(first.client, 'TransactWriteItems', transaction);
    const position = (await (await stream(first)).read(10)).at(-1)?.dynamodb.SequenceNumber;
    await put(first, 'b');
    first.close();
    const second = open();
    await ask(second.client, 'TransactWriteItems', transaction);
    const { Item } = await ask(second.client, 'GetItem', { TableName: 'things', Key: { pk: { S: 'a' } } });
    const rest = await (await stream(second, position)).read(10);
    second.close();

    expect(Item).toEqual({ pk: { S: 'a' }, seen: { N: '1' } });
    expect(rest.map(({ dynamodb }) => dynamodb.Keys)).toEqual([{ pk: { S: 'b' } }]);
  });

  it('is every write that was acknowledged before the process was killed', async () => {
    const fixture = join(import.meta.dirname, '..', '..', 'fixtures', 'killed-engine.ts');
    const child = spawn(process.execPath, [fixture, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    let acknowledged = -1;
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      acknowledged = Number(line);
      if (acknowledged === 200) child.kill('SIGKILL');
    });
    await Promise.all([once(child, 'exit'), once(lines, 'close')]);
    const engine = open();
    const { Items } = await ask(engine.client, 'Scan', { TableName: 'things' });
    const changes = await (await stream(engine)).read(1000);
    engine.close();
    const kept = new Set(list(Items).map((item) => JSON.stringify(item)));
    const missing = Array.from({ length: acknowledged + 1 }, (_, number) => number).filter(
      (number) => !kept.has(JSON.stringify({ pk: { S: String(number) } })),
    );

    expect(acknowledged).toBeGreaterThanOrEqual(200);
    expect(missing).toEqual([]);
    expect(changes.length).toBe(kept.size);
  });

  it('is for its owner alone', async () => {
    const engine = await startEngine({ region: 'eu-west-1', kind: 'embedded', file });
    await ask(engine.client, 'CreateTable', table);
    const modes = await Promise.all(
      ['', '-wal', '-shm'].map(async (suffix) => (await stat(file + suffix)).mode & 0o077),
    );
    await engine.close();

    expect(modes).toEqual([0, 0, 0]);
  });

  it('fails to be read where the file is another', async () => {
    await writeFile(file, 'this is no database, and long enough to be looked at as one. '.repeat(20));

    expect(open).toThrow(`The tables in ${file} cannot be read: file is not a database. Start with --fresh`);
  });
});
