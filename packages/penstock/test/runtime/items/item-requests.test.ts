import { ConditionalCheckFailedException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { agreed } from '../../../runtime/items/dynamodb-changes.ts';
import { dynamoDBItems } from '../../../runtime/items/dynamodb-items.ts';
import { entityOf, type ItemLayout, itemOf } from '../../../runtime/items/item-layout.ts';
import type { Change } from '../../../runtime/items/item-store.ts';
import { type ItemUpdate, updateExpression } from '../../../runtime/items/item-update.ts';
import { queryPage } from '../../../runtime/items/query-page.ts';
import { decideCreation, type Receipt } from '../../../runtime/items/receipt.ts';
import { created, type StoredItem, stampOf } from '../../../runtime/items/stored-item.ts';
import { recordingClient } from '../../../testkit/recording-client.ts';

interface Note extends StoredItem {
  readonly text: string;
  readonly closing?: Receipt;
}

const { signal } = new AbortController();
const layout: ItemLayout<Note> = { indexKeys: {}, receipts: ['closing'] };
const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const stamp = { at: '2026-11-22T12:00:00.000Z', requestId: 'r-1', correlationId: 'c-1' };
const note = (over: Partial<Note> = {}): Note => ({
  ...created({ tenant: 'acme', id: 'n_1', fingerprint: 'f-1', stamp }, 'notes.note.written.v1'),
  text: 'hello',
  ...over,
});
const receipt: Receipt = { key: 'k-1', fingerprint: 'f-2', version: 2, at: stamp.at };
const change: Change<Note, { readonly outcome: 'not-found' }> = {
  tenant: 'acme',
  id: 'n_1',
  decide: () => ({ outcome: 'not-found' }),
  update: { sets: ['#text = :text'], conditions: [], values: { ':text': 'new' } },
};
const place = { table: 'notes', region: 'eu-west-1' };
const itemsOf = (client: DynamoDBClient) => dynamoDBItems(client, place, layout);
const list = { tenant: 'acme', index: 'ofTenant', by: { attribute: 'tenant', value: 'acme' }, limit: 2 };

const calls: [string, (items: ReturnType<typeof itemsOf>) => Promise<unknown>][] = [
  ['GetItemCommand', (items) => items.find('acme', 'n_1', signal)],
  ['PutItemCommand', (items) => items.create(note(), signal)],
  ['UpdateItemCommand', (items) => items.change(change, signal)],
  ['QueryCommand', (items) => items.list(list, signal)],
];

describe('each call of the store', () => {
  it.each(calls)('%s ends with its caller’s signal', async (name, call) => {
    const { client, sent } = recordingClient<DynamoDBClient>();

    await call(itemsOf(client));

    expect(sent).toMatchObject([{ name }]);
    expect(sent[0]?.signal).toBe(signal);
  });

  it.each(calls)('%s fails with what the service fails with', async (_name, call) => {
    const down = new Error('down');
    const { client } = recordingClient<DynamoDBClient>(() => {
      throw down;
    });

    await expect(call(itemsOf(client))).rejects.toBe(down);
  });

  it('reads what was written last', async () => {
    const { client, sent } = recordingClient<DynamoDBClient>();

    await itemsOf(client).find('acme', 'n_1', signal);

    expect(sent[0]?.input).toMatchObject({ TableName: 'notes', ConsistentRead: true });
  });

  it('takes a condition that failed for an answer', async () => {
    const { client } = recordingClient<DynamoDBClient>(() => {
      throw new ConditionalCheckFailedException({ message: 'no', $metadata: {} });
    });

    expect(await itemsOf(client).change(change, signal)).toEqual({ outcome: 'not-found' });
  });
});

describe('what the rules say of a failed condition', () => {
  const found = note();
  it.each([
    ['that it was the caller’s own write', { outcome: 'written', record: found }],
    ['that it was written, of a rule that has no record', { outcome: 'written' }],
    ['what refuses it', { outcome: 'replayed', record: note({ version: 2 }) }],
    ['why it is refused', { outcome: 'version-mismatch' }],
  ])('is taken: %s', (_case, decision) => {
    expect(agreed(decision, found)).toBe(decision);
  });

  it('fails when they would have written another one', () => {
    expect(() => agreed({ outcome: 'written', record: note() }, found)).toThrow('the rules allow');
  });
});

describe('a page', () => {
  const page = (...answers: object[]) => {
    const { client, sent } = recordingClient<DynamoDBClient, { Limit: number; ExclusiveStartKey?: object }>(
      () => answers.shift() ?? {},
    );
    const found = queryPage(client, { TableName: 'notes' }, 2, signal);
    return { found, limits: () => sent.map(({ input }) => [input.Limit, input.ExclusiveStartKey]) };
  };
  const [a, b, c] = ['a', 'b', 'c'].map((id) => ({ pk: { S: id } }));

  it('asks on for what is missing, and for one more that shows whether others follow', async () => {
    const { found, limits } = page({ Items: [a, b], LastEvaluatedKey: b }, { Items: [c] });

    expect(await found).toEqual({ items: [a, b], hasMore: true });
    expect(limits()).toEqual([
      [3, undefined],
      [1, b],
    ]);
  });

  it('asks no further once it has one more', async () => {
    const { found, limits } = page({ Items: [a, b, c], LastEvaluatedKey: c });

    expect(await found).toEqual({ items: [a, b], hasMore: true });
    expect(limits()).toHaveLength(1);
  });

  it('goes on after a query that found none and has not seen all', async () => {
    const { found } = page({ LastEvaluatedKey: a }, { Items: [b] });

    expect(await found).toEqual({ items: [b], hasMore: false });
  });
});

describe('an item', () => {
  it('has the version of a receipt beside it, and gives it back', () => {
    const item = itemOf(layout, note({ closing: receipt }), 'eu-west-1');

    expect(item).toMatchObject({
      closing: { M: { key: { S: 'k-1' }, fingerprint: { S: 'f-2' }, at: { S: stamp.at } } },
      closingVersion: { N: '2' },
    });
    expect(item.closing?.M).not.toHaveProperty('version');
    expect(entityOf(layout, item)).toEqual(note({ closing: receipt }));
  });

  it('without a receipt has nothing of one', () => {
    const item = itemOf(layout, note(), 'eu-west-1');

    expect(Object.keys(item).filter((name) => name.startsWith('closing'))).toEqual([]);
    expect(entityOf(layout, item)).toStrictEqual(note());
  });

  it('is not the caller’s own writing because a later version is', () => {
    expect(decideCreation(note({ version: 2 }), note())).toMatchObject({ outcome: 'replayed' });
    expect(decideCreation(note(), note())).toMatchObject({ outcome: 'written' });
  });
});

describe('an update in DynamoDB’s terms', () => {
  const update = (over: Partial<ItemUpdate>) => updateExpression({ ...change.update, ...over }, 'eu-west-1');

  it('is what it sets, on an item that exists', () => {
    expect(update({})).toEqual({
      UpdateExpression: 'SET #text = :text',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeNames: { '#text': 'text' },
      ExpressionAttributeValues: { ':text': { S: 'new' } },
    });
  });

  it('names what it removes, the versions that it is for, and the receipt with its version', () => {
    const { version: _, ...value } = receipt;

    expect(update({ removes: ['#a', '#b'], expected: [3, 4], receipt: { name: 'closing', value } })).toEqual({
      UpdateExpression: 'SET #text = :text, #receipt = :receipt, closingVersion = #version + :one REMOVE #a, #b',
      ConditionExpression: 'attribute_exists(pk) AND #version IN (:expected0, :expected1)',
      ExpressionAttributeNames: {
        '#text': 'text',
        '#receipt': 'closing',
        '#version': 'version',
        '#a': 'a',
        '#b': 'b',
      },
      ExpressionAttributeValues: {
        ':text': { S: 'new' },
        ':expected0': { N: '3' },
        ':expected1': { N: '4' },
        ':receipt': { M: { key: { S: 'k-1' }, fingerprint: { S: 'f-2' }, at: { S: stamp.at } } },
      },
    });
  });

  it('without a receipt may set an attribute of that name', () => {
    expect(update({ sets: ['#receipt = :text'] }).ExpressionAttributeNames).toEqual({ '#receipt': 'receipt' });
  });
});

describe('who writes', () => {
  const call = { now: new Date(stamp.at), invocationId: 'r-1', correlationId: 'c-1' };

  it('is the invocation, with the trace that it belongs to', () => {
    expect(stampOf({ ...call, traceparent })).toEqual({ ...stamp, traceparent });
    expect(stampOf(call)).toStrictEqual(stamp);
  });

  it('is in the mark of the event', () => {
    const one = { tenant: 'acme', id: 'n_1', fingerprint: 'f-1' };
    const mark = { type: 'notes.note.written.v1', correlationId: 'c-1' };

    expect(created({ ...one, stamp: { ...stamp, traceparent } }, mark.type).event).toEqual({ ...mark, traceparent });
    expect(created({ ...one, stamp }, mark.type).event).toStrictEqual(mark);
  });
});
