import { randomUUID } from 'node:crypto';
import { CreateTableCommand, type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dynamoDBItems } from '../../../runtime/items/dynamodb-items.ts';
import type { ItemLayout } from '../../../runtime/items/item-layout.ts';
import type { Change, ItemStore } from '../../../runtime/items/item-store.ts';
import type { Expected } from '../../../runtime/items/item-update.ts';
import { decideByReceipt, type Receipt } from '../../../runtime/items/receipt.ts';
import { advanced, created, type Stamp, type StoredItem } from '../../../runtime/items/stored-item.ts';
import { startDynamodb, type TestDynamodb } from '../../../testkit/dynamodb.ts';
import { inMemoryItems } from '../../../testkit/in-memory-items.ts';

/** A note: its text may change on a version, and it may be closed once for a key. */
interface Note extends StoredItem {
  readonly text: string;
  readonly state: 'open' | 'closed';
  readonly closing?: Receipt;
}

const layout: ItemLayout<Note> = {
  indexKeys: { byState: ({ tenant, state }) => `${tenant}#${state}` },
  receipts: ['closing'],
};
const { signal } = new AbortController();
let engine: TestDynamodb;
let client: DynamoDBClient;

beforeAll(async () => {
  engine = await startDynamodb();
  client = engine.client;
});
afterAll(() => engine.stop());

async function createTable(): Promise<string> {
  const table = `notes-${randomUUID()}`;
  const index = (name: string, hash: string) => ({
    IndexName: name,
    KeySchema: [
      { AttributeName: hash, KeyType: 'HASH' as const },
      { AttributeName: 'listKey', KeyType: 'RANGE' as const },
    ],
    Projection: { ProjectionType: 'ALL' as const },
  });
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'tenant', 'byState', 'listKey'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [index('ofTenant', 'tenant'), index('ofState', 'byState')],
    }),
  );
  return table;
}

const stores: [string, () => Promise<ItemStore<Note>>][] = [
  ['in memory', async () => inMemoryItems(layout)],
  ['in DynamoDB', async () => dynamoDBItems(client, { table: await createTable(), region: 'eu-west-1' }, layout)],
];

let clock = Date.parse('2026-11-22T12:00:00.000Z');
const stamp = (): Stamp => {
  clock += 1;
  return { at: new Date(clock).toISOString(), requestId: randomUUID(), correlationId: 'c-1' };
};
const note = (over: Partial<Note> = {}): Note => ({
  ...created(
    { tenant: 'acme', id: `note_${randomUUID()}`, fingerprint: 'f-1', stamp: stamp() },
    'notes.note.written.v1',
  ),
  text: 'hello',
  state: 'open',
  ...over,
});

function edit(
  { tenant, id }: Note,
  text: string,
  expected: Expected = 'any',
  by = stamp(),
): Change<Note, { outcome: string }> {
  return {
    tenant,
    id,
    decide: (stored) => {
      if (stored === undefined) return { outcome: 'not-found' };
      if (stored.requestId === by.requestId) return { outcome: 'written', record: stored };
      if (expected !== 'any' && !expected.includes(stored.version)) return { outcome: 'version-mismatch' };
      if (stored.state !== 'open') return { outcome: 'wrong-state' };
      return { outcome: 'written', record: { ...advanced(stored, by, 'notes.note.edited.v1'), text } };
    },
    update: {
      sets: ['#text = :text'],
      conditions: ['#state = :open'],
      values: { ':text': text, ':open': 'open' },
      version: { stamp: by, event: 'notes.note.edited.v1' },
      expected,
    },
  };
}

function close({ tenant, id }: Note, key = 'k-1', fingerprint = 'f-close', by = stamp()) {
  const kept = { key, fingerprint, at: by.at };
  return {
    tenant,
    id,
    decide: (stored: Note | undefined) => {
      if (stored === undefined) return { outcome: 'not-found' as const };
      const earlier = decideByReceipt(stored, stored.closing, { key, fingerprint, stamp: by });
      if (earlier !== undefined) return earlier;
      if (stored.state !== 'open') return { outcome: 'wrong-state' as const };
      const next = { ...advanced(stored, by, 'notes.note.closed.v1'), state: 'closed' as const };
      return { outcome: 'written' as const, record: { ...next, closing: { ...kept, version: next.version } } };
    },
    update: {
      sets: ['#state = :closed', 'byState = :byState'],
      conditions: ['#state = :open'],
      values: { ':closed': 'closed', ':open': 'open', ':byState': `${tenant}#closed` },
      version: { stamp: by, event: 'notes.note.closed.v1' },
      receipt: { name: 'closing', value: kept },
    },
  };
}

describe.each(stores)('items %s', (_name, create) => {
  let items: ItemStore<Note>;
  beforeAll(async () => {
    items = await create();
  });
  const written = async (over: Partial<Note> = {}): Promise<Note> => {
    const entity = note(over);
    expect(await items.create(entity, signal)).toEqual({ outcome: 'written', record: entity });
    return entity;
  };
  const stored = ({ tenant, id }: Note) => items.find(tenant, id, signal);

  describe('creating', () => {
    it('keeps what was created, for its tenant alone', async () => {
      const entity = await written();

      expect(await stored(entity)).toEqual(entity);
      expect(await items.find('globex', entity.id, signal)).toBeUndefined();
    });

    it('replays the same request, knows its own earlier attempt, and fails for another one', async () => {
      const entity = await written();

      expect(await items.create({ ...entity, requestId: 'r-2' }, signal)).toEqual({
        outcome: 'replayed',
        record: entity,
      });
      expect(await items.create(entity, signal)).toEqual({ outcome: 'written', record: entity });
      expect(await items.create({ ...entity, fingerprint: 'f-2' }, signal)).toEqual({ outcome: 'key-reused' });
    });

    it('replays its own request too once the item has changed', async () => {
      const entity = await written();
      await items.change(edit(entity, 'y'), signal);
      expect((await items.create(entity, signal)).outcome).toBe('replayed');
    });

    it('writes once when many race', async () => {
      const entity = note();
      const outcomes = await Promise.all(
        [...Array(10)].map((_, index) => items.create({ ...entity, requestId: `r-${index}` }, signal)),
      );

      expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual([...Array(9).fill('replayed'), 'written']);
    });
  });

  describe('changing', () => {
    it.each(['any', [1], [7, 1]] as Expected[])('on %j makes a version with its event', async (expected) => {
      const entity = await written();
      const by = stamp();

      expect((await items.change(edit(entity, 'new', expected, by), signal)).outcome).toBe('written');
      expect(await stored(entity)).toEqual({
        ...entity,
        text: 'new',
        version: 2,
        updatedAt: by.at,
        requestId: by.requestId,
        event: { type: 'notes.note.edited.v1', correlationId: 'c-1' },
      });
    });

    it.each([
      ['a stale version', [2]],
      ['no version at all', []],
    ])('fails on %s, and changes nothing', async (_case, expected) => {
      const entity = await written();

      expect(await items.change(edit(entity, 'new', expected), signal)).toEqual({ outcome: 'version-mismatch' });
      expect(await stored(entity)).toEqual(entity);
    });

    it('fails for what does not exist', async () => {
      expect(await items.change(edit(note(), 'new'), signal)).toEqual({ outcome: 'not-found' });
    });

    it('knows its own earlier attempt whose answer was lost', async () => {
      const entity = await written();
      const change = edit(entity, 'new', [1]);
      await items.change(change, signal);

      expect(await items.change(change, signal)).toEqual({ outcome: 'written', record: await stored(entity) });
    });

    it('without a new version keeps the event and who wrote', async () => {
      const entity = await written();
      const change: Change<Note, { outcome: string }> = {
        ...edit(entity, 'silent'),
        decide: (found) => ({ outcome: 'written', record: { ...(found as Note), text: 'silent' } }),
        update: { sets: ['#text = :text'], conditions: [], values: { ':text': 'silent' } },
      };
      await items.change(change, signal);

      expect(await stored(entity)).toEqual({ ...entity, text: 'silent' });
    });
  });

  describe('a receipt', () => {
    it('is kept with the version that the change made', async () => {
      const entity = await written();
      await items.change(edit(entity, 'x'), signal);
      await items.change(close(entity), signal);

      expect(await stored(entity)).toMatchObject({ state: 'closed', version: 3, closing: { key: 'k-1', version: 3 } });
    });

    it('replays its request, knows its own earlier attempt, and fails for another one', async () => {
      const entity = await written();
      const by = stamp();
      await items.change(close(entity, 'k-1', 'f-close', by), signal);

      expect(await items.change(close(entity), signal)).toMatchObject({ outcome: 'replayed', receipt: { version: 2 } });
      expect((await items.change(close(entity, 'k-1', 'f-close', by), signal)).outcome).toBe('written');
      expect(await items.change(close(entity, 'k-1', 'f-other'), signal)).toEqual({ outcome: 'key-reused' });
      expect(await items.change(close(entity, 'k-2'), signal)).toEqual({ outcome: 'wrong-state' });
    });
  });

  describe('a list', () => {
    const list = (tenant: string, limit: number, after?: string, state?: string) =>
      items.list<Note>(
        {
          tenant,
          ...(state === undefined
            ? { index: 'ofTenant', by: { attribute: 'tenant', value: tenant } }
            : { index: 'ofState', by: { attribute: 'byState', value: `${tenant}#${state}` } }),
          limit,
          ...(after !== undefined && { after }),
        },
        signal,
      );

    it('shows the newest first, a page at a time, every item once', async () => {
      const tenant = `t-${randomUUID()}`;
      const all: Note[] = [];
      for (let index = 0; index < 5; index += 1) all.unshift(await written({ tenant }));

      const first = await list(tenant, 2);
      const second = await list(tenant, 2, first.next);
      const third = await list(tenant, 2, second.next);

      expect([first, second, third].flatMap(({ records }) => records)).toEqual(all);
      expect(third.next).toBeUndefined();
      expect((await list(tenant, 5)).next).toBeUndefined();
    });

    it('follows the keys of its index', async () => {
      const tenant = `t-${randomUUID()}`;
      const [open, closed] = [await written({ tenant }), await written({ tenant })];
      await items.change(close(closed), signal);

      const ids = async (state: string) => (await list(tenant, 5, undefined, state)).records.map(({ id }) => id);
      expect([await ids('open'), await ids('closed')]).toEqual([[open.id], [closed.id]]);
    });

    it('fills a page that is bigger than one query returns', async () => {
      const tenant = `t-${randomUUID()}`;
      for (let count = 0; count < 5; count += 1) await written({ tenant, text: 'x'.repeat(300_000) });

      const page = await list(tenant, 4);
      expect(page.records).toHaveLength(4);
      expect((await list(tenant, 4, page.next)).records).toHaveLength(1);
    });
  });
});

it('fails where a condition refuses what the rules allow: the two must say the same', async () => {
  const items = dynamoDBItems(client, { table: await createTable(), region: 'eu-west-1' }, layout);
  const entity = note();
  await items.create(entity, signal);
  const change = edit(entity, 'x');

  await expect(
    items.change(
      { ...change, update: { ...change.update, conditions: ['#state = :text'], values: { ':text': 'x' } } },
      signal,
    ),
  ).rejects.toThrow('A condition refused a change that the rules allow');
});

it('marks each write with the region that made it', async () => {
  const table = await createTable();
  const of = (region: string) => dynamoDBItems(client, { table, region }, layout);
  const entity = note();
  const writtenIn = async () => {
    const command = new GetItemCommand({ TableName: table, Key: { pk: { S: `acme#${entity.id}` } } });
    return (await client.send(command)).Item?.writtenIn?.S;
  };

  await of('eu-west-1').create(entity, signal);
  const first = await writtenIn();
  await of('eu-west-2').change(edit(entity, 'x'), signal);

  expect([first, await writtenIn()]).toEqual(['eu-west-1', 'eu-west-2']);
});
