import { CreateTableCommand, type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { itemLoader } from '../../../runtime/graph/batch/item-loader.ts';
import { type BatchHost, dynamoDBItemsById } from '../../../runtime/items/batch-get.ts';
import { type Item, type ItemLayout, itemOf } from '../../../runtime/items/item-layout.ts';
import { created, type StoredItem } from '../../../runtime/items/stored-item.ts';
import { startDynamodb, type TestDynamodb } from '../../../testkit/dynamodb.ts';
import { recordingClient } from '../../../testkit/recording-client.ts';

interface Note extends StoredItem {
  readonly text: string;
}
interface Asked {
  readonly RequestItems: Readonly<Record<string, { readonly Keys: readonly Item[]; readonly ConsistentRead: boolean }>>;
}

const { signal } = new AbortController();
const limits = { signal, deadlineAt: Number.POSITIVE_INFINITY };
const layout: ItemLayout<Note> = { indexKeys: {}, receipts: [] };
const stamp = { at: '2026-11-29T12:00:00.000Z', requestId: 'r-1', correlationId: 'c-1' };
const note = (tenant: string, id: string): Note => ({
  ...created({ tenant, id, fingerprint: 'f-1', stamp }, 'notes.note.written.v1'),
  text: `${tenant} ${id}`,
});
const ids = (count: number) => Array.from({ length: count }, (_, index) => `n_${index}`);
const keysIn = ({ RequestItems }: Asked) => RequestItems.notes?.Keys ?? [];
const answered = (keys: readonly Item[], left: readonly Item[] = []) => ({
  Responses: { notes: keys.map(({ pk }) => itemOf(layout, note('acme', String(pk?.S).slice(5)), 'eu-west-1')) },
  UnprocessedKeys: left.length === 0 ? {} : { notes: { Keys: left } },
});

describe('items by their ids, from the engine', () => {
  let engine: TestDynamodb;
  const sent: string[] = [];
  beforeAll(async () => {
    engine = await startDynamodb();
    engine.client.middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          sent.push(String(commandName));
          return next(args);
        },
      { step: 'finalizeRequest' },
    );
    await engine.client.send(
      new CreateTableCommand({
        TableName: 'notes',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      }),
    );
    const notes = [...ids(50).map((id) => note('acme', id)), note('globex', 'n_secret')];
    const put = (one: Note) => new PutItemCommand({ TableName: 'notes', Item: itemOf(layout, one, 'eu-west-1') });
    await Promise.all(notes.map((one) => engine.client.send(put(one))));
  });
  afterAll(() => engine.stop());

  it('50 that are loaded side by side are one request', async () => {
    sent.length = 0;
    const loader = itemLoader(dynamoDBItemsById(engine.client, 'notes', layout), { tenant: 'acme', ...limits });

    const loaded = await Promise.all([...ids(50), ...ids(50)].map((id) => loader.load(id)));

    expect(sent).toEqual(['BatchGetItemCommand']);
    expect(loaded).toEqual([...ids(50), ...ids(50)].map((id) => note('acme', id)));
  });

  it('stand in the order of the ids, with nothing where there is none or it is of another tenant', async () => {
    const read = dynamoDBItemsById(engine.client, 'notes', layout);
    const found = await read('acme', ['n_3', 'n_none', 'n_secret', 'n_1', 'n_3'], limits);
    expect(found.map((one) => one?.id)).toEqual(['n_3', undefined, undefined, 'n_1', 'n_3']);
    expect((await read('globex', ['n_secret'], limits))[0]?.text).toBe('globex n_secret');
  });
});

describe('items by their ids', () => {
  function reading(answer: (asked: Asked) => object, over: Partial<BatchHost> = {}) {
    const waits: number[] = [];
    const { client, sent } = recordingClient<DynamoDBClient, Asked>(({ input }) => answer(input));
    const wait = async (milliseconds: number) => void waits.push(milliseconds);
    const host = { now: () => 1000, random: () => 0.5, wait, ...over };
    return { read: dynamoDBItemsById(client, 'notes', layout, host), sent, waits };
  }

  it('are asked for strongly consistent, 100 a request, and end with the caller’s signal', async () => {
    const { read, sent } = reading((asked) => answered(keysIn(asked)));

    const found = await read('acme', ids(201), limits);

    expect(sent.map(({ input }) => keysIn(input).length)).toEqual([100, 100, 1]);
    expect(sent[0]).toMatchObject({ signal, input: { RequestItems: { notes: { ConsistentRead: true } } } });
    expect(found.map((one) => one?.id)).toEqual(ids(201));
  });

  it('are asked for once where an id is there twice, and not at all where there is none', async () => {
    const { read, sent } = reading((asked) => answered(keysIn(asked)));
    await read('acme', [...ids(100), ...ids(100)], limits);
    expect(await read('acme', [], limits)).toEqual([]);
    expect(sent.map(({ input }) => keysIn(input).length)).toEqual([100]);
  });

  it('that are not processed are asked for again, each time after up to twice as long', async () => {
    const { read, sent, waits } = reading((asked) => answered(keysIn(asked).slice(0, 1), keysIn(asked).slice(1)));

    const found = await read('acme', ids(7), limits);

    expect(found.map((one) => one?.id)).toEqual(ids(7));
    expect(sent.map(({ input }) => keysIn(input).length)).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(waits).toEqual([5, 10, 20, 40, 50, 50]);
  });

  it('fail as unavailable where the deadline has no room for another try', async () => {
    const { read, sent } = reading((asked) => answered([], keysIn(asked)));

    await expect(read('acme', ['n_1'], { signal, deadlineAt: 1006 })).rejects.toMatchObject({
      code: 'service-unavailable',
      headers: { 'Retry-After': '1' },
    });
    expect(sent).toHaveLength(2);
  });

  it('fail with what the service fails with', async () => {
    const down = new Error('down');
    const { read } = reading(() => {
      throw down;
    });
    await expect(read('acme', ['n_1'], limits)).rejects.toBe(down);
  });

  it('wait on the system’s clock until the signal ends it', async () => {
    const { client } = recordingClient<DynamoDBClient, Asked>(({ input }) => answered([], keysIn(input)));
    const controller = new AbortController();
    const reads = dynamoDBItemsById(client, 'notes', layout)('acme', ['n_1'], { ...limits, signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(reads).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('a loader', () => {
  const counted = () => {
    const asked: (readonly string[])[] = [];
    const read = async (tenant: string, all: readonly string[]) => {
      asked.push(all);
      return all.map((id) => note(tenant, id));
    };
    return { loader: itemLoader(read, { tenant: 'acme', ...limits }), asked };
  };

  it('reads 100 at once at the most, in order', async () => {
    const { loader, asked } = counted();
    const loaded = await loader.loadMany(ids(101));
    expect(asked.map(({ length }) => length)).toEqual([100, 1]);
    expect(loaded.map((one) => one?.id)).toEqual(ids(101));
  });

  it('reads an item again once it was cleared', async () => {
    const { loader, asked } = counted();
    await loader.load('n_1');
    await loader.load('n_1');
    loader.clear('n_1');
    await loader.load('n_1');
    expect(asked).toEqual([['n_1'], ['n_1']]);
  });
});
