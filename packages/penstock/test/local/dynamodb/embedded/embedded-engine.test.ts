import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createEmbeddedEngine, type EmbeddedEngine } from '../../../../local/dynamodb/embedded/embedded-engine.ts';
import { type JsonObject, list, object } from '../../../../local/json.ts';
import { openStream } from '../../../../local/streams/stream-reader.ts';
import { ask } from '../kinds.ts';

const day = 86_400;
let now: number;
let engine: EmbeddedEngine;
let changes: string[];
const send = (operation: string, input: JsonObject) => ask(engine.client, operation, { TableName: 'things', ...input });
const put = (pk: string, more: object = {}) => send('PutItem', { Item: { pk: { S: pk }, ...more } });
const get = async (pk: string) => (await send('GetItem', { Key: { pk: { S: pk } } })).Item;
const update = (pk: string, UpdateExpression: string, values: object = {}, more: object = {}) =>
  send('UpdateItem', {
    Key: { pk: { S: pk } },
    UpdateExpression,
    ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: values }),
    ...more,
  });
const read = async () => {
  const position = { type: 'TRIM_HORIZON' } as const;
  const options = { client: engine.client, table: 'things', streamArn: 'arn', region: 'eu-west-1', position };
  return (await openStream(options)).read(1000);
};

beforeEach(async () => {
  now = Date.UTC(2026, 0, 1);
  changes = [];
  engine = createEmbeddedEngine({
    region: 'eu-west-1',
    now: () => now,
    changed: (table, { keys, before, after }) =>
      void changes.push(`${table} ${object(keys.pk).S}: ${before ? 'was' : 'new'}, ${after ? 'is' : 'gone'}`),
  });
  await send('CreateTable', {
    AttributeDefinitions: ['pk', 'g'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-g',
        KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
});
afterEach(() => engine.close());

describe('expiry in the embedded engine', () => {
  const expireBy = (AttributeName: string, Enabled = true) =>
    send('UpdateTimeToLive', { TimeToLiveSpecification: { AttributeName, Enabled } });
  const at = (seconds: number) => ({ until: { N: String(seconds) } });

  it('deletes an item at its time, from indexes too, and says who did', async () => {
    await expireBy('until');
    await put('a', { ...at(now / 1000 + day), g: { S: 'x' } });
    now += day * 1000 - 1;
    const early = engine.deleteExpired();
    now += 1;
    const late = engine.deleteExpired();
    const last = (await read()).at(-1);

    expect([early, late, await get('a')]).toEqual([0, 1, undefined]);
    expect(list((await send('Scan', { IndexName: 'by-g' })).Items)).toEqual([]);
    expect(last).toMatchObject({
      eventName: 'REMOVE',
      userIdentity: { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' },
    });
  });

  it('counts for items that were there before it was turned on', async () => {
    await put('a', at(now / 1000 - 1));
    await expireBy('until');

    expect(engine.deleteExpired()).toBe(1);
  });

  it.each<[string, object]>([
    ['has no time', {}],
    ['has a time that is no number', { until: { S: '1' } }],
    ['expired more than five years ago', at(Date.UTC(2020, 0, 1) / 1000)],
    ['has its time in milliseconds', at(Date.UTC(2026, 0, 1) - 1)],
  ])('leaves an item that %s', async (_, attributes) => {
    await expireBy('until');
    await put('a', attributes);

    expect(engine.deleteExpired()).toBe(0);
  });

  it('leaves everything once it is turned off', async () => {
    await expireBy('until');
    await put('a', at(now / 1000 - 1));
    await expireBy('until', false);

    expect(engine.deleteExpired()).toBe(0);
  });

  it.each<[string, [string, boolean][], string]>([
    ['is turned on twice', [['until', true]], 'TimeToLive is already enabled'],
    ['is turned off by another attribute', [['other', false]], 'current AttributeName is until'],
  ])('fails where it %s', async (_, calls, message) => {
    await expireBy('until');
    const again = async () => {
      for (const [attribute, enabled] of calls) await expireBy(attribute, enabled);
    };

    await expect(again()).rejects.toThrow(message);
  });
});

describe('changes in the embedded engine', () => {
  it('are told in order when they are kept, and not where nothing changed', async () => {
    await put('a');
    await put('a');
    await put('a', { text: { S: 'x' } });
    await send('DeleteItem', { Key: { pk: { S: 'a' } } });
    await send('DeleteItem', { Key: { pk: { S: 'a' } } });

    expect(changes).toEqual(['things a: new, is', 'things a: was, is', 'things a: was, gone']);
    expect((await read()).map(({ eventName }) => eventName)).toEqual(['INSERT', 'MODIFY', 'REMOVE']);
  });

  it('of a transaction that is cancelled are none', async () => {
    const TransactItems = [
      { Put: { TableName: 'things', Item: { pk: { S: 'a' } } } },
      { ConditionCheck: { TableName: 'things', Key: { pk: { S: 'b' } }, ConditionExpression: 'attribute_exists(pk)' } },
    ];
    await expect(send('TransactWriteItems', { TransactItems })).rejects.toThrow('[None, ConditionalCheckFailed]');

    expect([changes, await get('a')]).toEqual([[], undefined]);
  });

  it('begin with an empty stream where one is turned off and on', async () => {
    await put('a');
    await send('UpdateTable', { StreamSpecification: { StreamEnabled: false } });
    await put('b');
    now += 1000;
    await send('UpdateTable', { StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' } });
    await put('c');

    expect((await read()).map(({ dynamodb: { Keys, NewImage } }) => [Keys, NewImage])).toEqual([
      [{ pk: { S: 'c' } }, undefined],
    ]);
  });
});

describe('updates in the embedded engine', () => {
  const list3 = { L: ['1', '2', '3'].map((N) => ({ N })) };

  it.each<[string, string, object, readonly string[]]>([
    ['puts an element over the end at the end', 'SET items[9] = :x', { ':x': { N: '9' } }, ['1', '2', '3', '9']],
    [
      'adds several by their numbers',
      'SET items[8] = :x, items[7] = :y',
      { ':x': { N: '8' }, ':y': { N: '7' } },
      ['1', '2', '3', '7', '8'],
    ],
    ['removes elements by the numbers that they had', 'REMOVE items[0], items[1]', {}, ['3']],
    ['takes values from before the update', 'SET items[0] = items[2], items[2] = items[0]', {}, ['3', '2', '1']],
  ])('%s', async (_, expression, values, expected) => {
    await put('a', { things: list3 });
    await update('a', expression.replaceAll('items', 'things'), values);

    expect(await get('a')).toEqual({ pk: { S: 'a' }, things: { L: expected.map((N) => ({ N })) } });
  });

  it('return of a map what was changed in it', async () => {
    await put('a', { map: { M: { d: { S: 'x' }, e: { S: 'y' } } } });
    const changed = { ExpressionAttributeNames: { '#map': 'map' }, ReturnValues: 'UPDATED_NEW' };
    const { Attributes } = await update('a', 'SET #map.d = :z', { ':z': { S: 'z' } }, changed);

    expect(Attributes).toEqual({ map: { M: { d: { S: 'z' } } } });
  });

  it('return nothing of an item that was not there', async () => {
    expect(await update('a', 'SET b = :x', { ':x': { N: '1' } }, { ReturnValues: 'ALL_OLD' })).toEqual({});
  });

  it.each(['SET m.d = :x', 'REMOVE m.d', 'REMOVE l[0]', 'ADD m.d :x'])(
    'fail for %s where the parent is not there',
    async (expression) => {
      const values = expression.includes(':x') ? { ':x': { N: '1' } } : {};

      await expect(update('a', expression, values)).rejects.toThrow(
        'The document path provided in the update expression is invalid for update',
      );
    },
  );

  it('keep an attribute of any name', async () => {
    const ExpressionAttributeNames = { '#a': '__proto__', '#b': 'constructor' };
    await update('a', 'SET #a = :x, #b = :x', { ':x': { S: 'x' } }, { ExpressionAttributeNames });
    const { Items } = await send('Scan', {
      FilterExpression: '#a = :x AND attribute_not_exists(toString)',
      ExpressionAttributeNames: { '#a': '__proto__' },
      ExpressionAttributeValues: { ':x': { S: 'x' } },
    });

    expect(JSON.stringify(Items)).toContain('"__proto__":{"S":"x"}');
  });
});

describe('the embedded engine refuses', () => {
  it.each<[string, string, JsonObject, string, string]>([
    ['an operation that it has not', 'ExecuteStatement', {}, 'UnknownOperationException', ''],
    [
      'parameters from before there were expressions',
      'PutItem',
      { Item: { pk: { S: 'a' } }, Expected: { pk: { Exists: false } } },
      'ValidationException',
      'The embedded engine takes expressions alone, received Expected. Write an expression.',
    ],
    [
      'a local index',
      'CreateTable',
      {
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        LocalSecondaryIndexes: [{}],
      },
      'ValidationException',
      'The embedded engine has no local secondary indexes. Use a global one.',
    ],
    ['a string that is none', 'PutItem', { Item: { pk: { S: 1 } } }, 'SerializationException', 'NUMBER_VALUE cannot'],
    ['binary that is no Base64', 'PutItem', { Item: { pk: { S: 'a' }, b: { B: '%' } } }, 'SerializationException', ''],
    [
      'an attribute of an index that it does not show',
      'Query',
      {
        IndexName: 'by-g',
        KeyConditionExpression: 'g = :g',
        ExpressionAttributeValues: { ':g': { S: 'x' } },
        ProjectionExpression: 'hidden_one',
      },
      'ValidationException',
      'Global secondary index by-g does not project [hidden_one]',
    ],
  ])('%s', async (_, operation, input, name, message) => {
    await expect(send(operation, input)).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
  });

  it('what is no JSON', async () => {
    const { status, body } = await engine.client.forward('DynamoDB_20120810.PutItem', Buffer.from('{'));

    expect([status, body.toString('utf8')]).toEqual([400, expect.stringContaining('SerializationException')]);
  });
});
