import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Engine, startEngine } from '../../../local/dynamodb/engine.ts';
import { type JsonObject, list, object } from '../../../local/json.ts';
import { ask, askStream, kinds } from './kinds.ts';

const S = (text: string) => ({ S: text });
const N = (number: number | string) => ({ N: String(number) });

describe.each(kinds)('the engine %s', (kind) => {
  let engine: Engine;
  let table: string;
  let last = 0;
  const send = (operation: string, input: JsonObject = {}) =>
    ask(engine.client, operation, { TableName: table, ...input });
  const put = (pk: string, sk: number, more: object = {}) =>
    send('PutItem', { Item: { pk: S(pk), sk: N(sk), ...more } });
  const sortKeys = ({ Items }: JsonObject) => list(Items).map((item) => Number(object(object(item).sk).N));

  beforeAll(async () => {
    engine = await startEngine({ region: 'eu-west-1', kind });
  });
  afterAll(() => engine.close());
  beforeEach(async () => {
    table = `things-${++last}`;
    await ask(engine.client, 'CreateTable', {
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'N' },
        { AttributeName: 'g', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-g',
          KeySchema: [
            { AttributeName: 'g', KeyType: 'HASH' },
            { AttributeName: 'sk', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['shown'] },
        },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
  });

  describe('tables', () => {
    it('are described as they were created', async () => {
      const { Table } = await send('DescribeTable');

      expect(Table).toMatchObject({
        TableName: table,
        TableStatus: 'ACTIVE',
        ItemCount: 0,
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
        GlobalSecondaryIndexes: [
          {
            IndexName: 'by-g',
            IndexStatus: 'ACTIVE',
            Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['shown'] },
          },
        ],
      });
    });

    it('fail to be created twice', async () => {
      const definition = {
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      };

      await expect(send('CreateTable', definition)).rejects.toMatchObject({ name: 'ResourceInUseException' });
    });

    it.each(['DescribeTable', 'DeleteTable'])('fail %s where they are not there', async (operation) => {
      await expect(send(operation, { TableName: 'nothing' })).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        message: 'Requested resource not found: Table: nothing not found',
      });
    });

    it('are listed by name, page by page', async () => {
      const { TableNames: all } = await send('ListTables', { TableName: undefined });
      const first = await send('ListTables', { TableName: undefined, Limit: 1 });
      const start = first.LastEvaluatedTableName;
      const second = await send('ListTables', { TableName: undefined, Limit: 100, ExclusiveStartTableName: start });

      expect([...list(first.TableNames), ...list(second.TableNames)]).toEqual(all);
      expect(all).toContain(table);
    });

    it('are gone with their items when they are deleted', async () => {
      await put('a', 1);
      await send('DeleteTable');

      await expect(send('GetItem', { Key: { pk: S('a'), sk: N(1) } })).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        message: 'Requested resource not found',
      });
    });

    it('get an index of the items that they have', async () => {
      await put('a', 1, { late: S('x') });
      await put('a', 2);
      await send('UpdateTable', {
        AttributeDefinitions: [{ AttributeName: 'late', AttributeType: 'S' }],
        GlobalSecondaryIndexUpdates: [
          {
            Create: {
              IndexName: 'by-late',
              KeySchema: [{ AttributeName: 'late', KeyType: 'HASH' }],
              Projection: { ProjectionType: 'KEYS_ONLY' },
            },
          },
        ],
      });
      const found = await send('Scan', { IndexName: 'by-late' });

      expect(found.Items).toEqual([{ pk: S('a'), sk: N(1), late: S('x') }]);
    });
  });

  describe('writes', () => {
    it('return the item that a condition fails on', async () => {
      await put('a', 1, { text: S('first') });
      const again = send('PutItem', {
        Item: { pk: S('a'), sk: N(1) },
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });

      await expect(again).rejects.toMatchObject({
        name: 'ConditionalCheckFailedException',
        message: 'The conditional request failed',
        Item: { pk: S('a'), sk: N(1), text: S('first') },
      });
    });

    it('count up without an item to begin with', async () => {
      const Key = { pk: S('a'), sk: N(1) };
      const more = { Key, UpdateExpression: 'ADD seen :one', ExpressionAttributeValues: { ':one': N(1) } };
      await send('UpdateItem', more);
      const { Attributes } = await send('UpdateItem', { ...more, ReturnValues: 'UPDATED_NEW' });

      expect(Attributes).toEqual({ seen: N(2) });
    });

    it.each<[string, string, string, string]>([
      ['the digits of a sum', '99999999999999999999999999999999999999', '-0', '99999999999999999999999999999999999999'],
      ['a fraction', '0.1', '0.2', '0.3'],
      ['a number far from one', '1e100', '0', `1${'0'.repeat(100)}`],
      ['a difference of nothing', '1.50', '-1.5', '0'],
      ['zeros at the ends', '0010.100', '0', '10.1'],
    ])('keep %s', async (_, first, second, sum) => {
      const { Attributes } = await send('UpdateItem', {
        Key: { pk: S('a'), sk: N(1) },
        UpdateExpression: 'SET amount = :first + :second',
        ExpressionAttributeValues: { ':first': N(first), ':second': N(second) },
        ReturnValues: 'ALL_NEW',
      });

      expect(object(Attributes).amount).toEqual(N(sum));
    });

    it('fail where a sum has more than 38 digits', async () => {
      const sum = send('UpdateItem', {
        Key: { pk: S('a'), sk: N(1) },
        UpdateExpression: 'SET amount = :first + :second',
        ExpressionAttributeValues: { ':first': N('9'.repeat(38)), ':second': N('0.1') },
      });

      await expect(sum).rejects.toThrow('Attempting to store more than 38 significant digits in a Number');
    });
  });

  describe('queries', () => {
    const query = (more: JsonObject) =>
      send('Query', { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': S('a') }, ...more });

    it('find numbers in the order of their values', async () => {
      for (const sk of [10, 9, -1, -10, 0, 0.5, 1e20]) await put('a', sk);

      expect(sortKeys(await query({}))).toEqual([-10, -1, 0, 0.5, 9, 10, 1e20]);
      expect(sortKeys(await query({ ScanIndexForward: false }))).toEqual([1e20, 10, 9, 0.5, 0, -1, -10]);
    });

    it.each<[string, string, readonly number[]]>([
      ['below', 'sk < :x', [1, 2]],
      ['up to', 'sk <= :x', [1, 2, 3]],
      ['at', 'sk = :x', [3]],
      ['from', 'sk >= :x', [3, 4, 5]],
      ['over', 'sk > :x', [4, 5]],
      ['over, with the value first', ':x < sk', [4, 5]],
      ['between', 'sk BETWEEN :x AND :x', [3]],
    ])('find what is %s a sort key', async (_, condition, expected) => {
      for (const sk of [1, 2, 3, 4, 5]) await put('a', sk);
      await put('b', 3);
      const found = await query({
        KeyConditionExpression: `pk = :pk AND ${condition}`,
        ExpressionAttributeValues: { ':pk': S('a'), ':x': N(3) },
      });

      expect(sortKeys(found)).toEqual(expected);
    });

    it.each([true, false])('go on where a page ended, forward %p', async (ScanIndexForward) => {
      const all = [1, 2, 3, 4, 5, 6, 7];
      for (const sk of all) await put('a', sk);
      const found: number[] = [];
      let ExclusiveStartKey: unknown;
      do {
        const page: JsonObject = await query({ Limit: 3, ScanIndexForward, ExclusiveStartKey });
        found.push(...sortKeys(page));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey !== undefined);

      expect(found).toEqual(ScanIndexForward ? all : all.toReversed());
    });

    it('end a page at 1 MB', async () => {
      for (const sk of [1, 2, 3, 4]) await put('a', sk, { text: S('x'.repeat(350_000)) });
      const page = await query({ Select: 'COUNT' });

      expect([page.Count, page.LastEvaluatedKey]).toEqual([2, { pk: S('a'), sk: N(2) }]);
    });

    it('count what a filter leaves and what it saw', async () => {
      for (const sk of [1, 2, 3]) await put('a', sk, { even: { BOOL: sk % 2 === 0 } });
      const found = await query({
        FilterExpression: 'even = :yes',
        ExpressionAttributeValues: { ':pk': S('a'), ':yes': { BOOL: true } },
      });

      expect([sortKeys(found), found.Count, found.ScannedCount]).toEqual([[2], 1, 3]);
    });

    it('of an index find what it projects, and only what has its keys', async () => {
      await put('a', 1, { g: S('x'), shown: S('s'), hidden: S('h') });
      await put('a', 2);
      const inIndex = {
        IndexName: 'by-g',
        KeyConditionExpression: 'g = :g',
        ExpressionAttributeValues: { ':g': S('x') },
      };
      const before = await send('Query', inIndex);
      await put('a', 1, { g: S('y') });
      const after = await send('Query', inIndex);

      expect(before.Items).toEqual([{ pk: S('a'), sk: N(1), g: S('x'), shown: S('s') }]);
      expect(after.Items).toEqual([]);
    });

    it('of segments find every item once', async () => {
      const names = Array.from({ length: 40 }, (_, index) => `p${index}`);
      for (const name of names) await put(name, 1);
      const pages = await Promise.all([0, 1, 2].map((Segment) => send('Scan', { Segment, TotalSegments: 3 })));
      const found = pages.flatMap(({ Items }) => list(Items).map((item) => String(object(object(item).pk).S)));

      expect(found.toSorted()).toEqual(names.toSorted());
    });
  });

  it('leaves keys of a batch unprocessed at 16 MB, and answers them when they are asked for again', async () => {
    const large = 'x'.repeat(390 * 1024);
    const keys = Array.from({ length: 60 }, (_, index) => ({ pk: S('batch'), sk: N(index) }));
    await Promise.all(keys.map((key) => send('PutItem', { Item: { ...key, large: S(large) } })));
    const read = async (Keys: readonly object[]) => {
      const answer = await ask(engine.client, 'BatchGetItem', { RequestItems: { [table]: { Keys } } });
      const left = object(object(answer.UnprocessedKeys)[table]);
      return { found: list(object(answer.Responses)[table]), left: list(left.Keys).map(object) };
    };

    const first = await read(keys);
    const second = await read(first.left);

    expect(first.left.length).toBeGreaterThan(0);
    expect(first.found.length + first.left.length).toBe(60);
    expect({ found: second.found.length, left: second.left }).toEqual({ found: first.left.length, left: [] });
  });

  describe('capacity', () => {
    const consumed = async (operation: string, input: JsonObject) =>
      object((await send(operation, { ...input, ReturnConsumedCapacity: 'INDEXES' })).ConsumedCapacity);

    it('of a write counts each kilobyte of the larger item, and each index that shows it', async () => {
      const item = { pk: S('a'), sk: N(1), text: S('x'.repeat(2500)), g: S('x') };
      const created = await consumed('PutItem', { Item: item });
      const changed = await consumed('PutItem', { Item: { pk: S('a'), sk: N(1), g: S('x') } });
      const moved = await consumed('PutItem', { Item: { pk: S('a'), sk: N(1), g: S('y') } });

      expect([created, changed, moved].map(({ CapacityUnits }) => CapacityUnits)).toEqual([4, 3, 3]);
    });

    it('of a read is half where it is eventually consistent', async () => {
      await put('a', 1, { text: S('x'.repeat(5000)) });
      const Key = { pk: S('a'), sk: N(1) };
      const units = await Promise.all(
        [true, false].map((ConsistentRead) => consumed('GetItem', { Key, ConsistentRead })),
      );

      expect(units.map(({ CapacityUnits }) => CapacityUnits)).toEqual([2, 1]);
    });
  });

  describe('transactions', () => {
    const at = (sk: number) => ({ TableName: table, Key: { pk: S('a'), sk: N(sk) } });

    it('do nothing where one condition fails, and give each reason', async () => {
      await put('a', 1, { text: S('old') });
      const transaction = send('TransactWriteItems', {
        TransactItems: [
          { Put: { TableName: table, Item: { pk: S('a'), sk: N(2) } } },
          {
            ConditionCheck: {
              ...at(1),
              ConditionExpression: 'attribute_not_exists(pk)',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            },
          },
        ],
      });

      await expect(transaction).rejects.toMatchObject({
        name: 'TransactionCanceledException',
        message:
          'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]',
        CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Item: { text: S('old') } }],
      });
      expect(await send('GetItem', { Key: at(2).Key })).toEqual({});
    });

    it('that are asked for again by their token are done once', async () => {
      const add = (amount: number) => ({
        ClientRequestToken: 'token-1',
        TransactItems: [
          { Update: { ...at(1), UpdateExpression: 'ADD seen :n', ExpressionAttributeValues: { ':n': N(amount) } } },
        ],
      });
      await send('TransactWriteItems', add(1));
      await send('TransactWriteItems', add(1));

      expect(object((await send('GetItem', { Key: at(1).Key })).Item).seen).toEqual(N(1));
      await expect(send('TransactWriteItems', add(2))).rejects.toMatchObject({
        name: 'IdempotentParameterMismatchException',
      });
    });

    it('read items in the order in which they are asked for', async () => {
      await put('a', 1);
      const { Responses } = await send('TransactGetItems', { TransactItems: [{ Get: at(2) }, { Get: at(1) }] });

      expect(Responses).toEqual([{}, { Item: { pk: S('a'), sk: N(1) } }]);
    });
  });

  describe('streams', () => {
    const stream = (operation: string, input: JsonObject) => askStream(engine.client, operation, input);
    const open = async (more: JsonObject) => {
      const { Streams } = await stream('ListStreams', { TableName: table });
      const { StreamArn } = object(list(Streams)[0]);
      const { StreamDescription } = await stream('DescribeStream', { StreamArn });
      const { ShardId } = object(list(object(StreamDescription).Shards)[0]);
      return (await stream('GetShardIterator', { StreamArn, ShardId, ...more })).ShardIterator;
    };

    it('tell of each change with the item before and after it', async () => {
      await put('a', 1, { text: S('x') });
      await put('a', 1, { text: S('y') });
      await send('DeleteItem', { Key: { pk: S('a'), sk: N(1) } });
      const ShardIterator = await open({ ShardIteratorType: 'TRIM_HORIZON' });
      const { Records } = await stream('GetRecords', { ShardIterator });
      const changes = list(Records).map((record) => {
        const { eventName, dynamodb } = object(record);
        const { OldImage, NewImage } = object(dynamodb);
        return [eventName, object(OldImage).text, object(NewImage).text];
      });

      expect(changes).toEqual([
        ['INSERT', undefined, S('x')],
        ['MODIFY', S('x'), S('y')],
        ['REMOVE', S('y'), undefined],
      ]);
    });

    it('are read on page by page, from a position, or from now', async () => {
      for (const sk of [1, 2, 3]) await put('a', sk);
      const numbers = ({ Records }: JsonObject) =>
        list(Records).map((record) => String(object(object(record).dynamodb).SequenceNumber));
      const first = await stream('GetRecords', {
        ShardIterator: await open({ ShardIteratorType: 'TRIM_HORIZON' }),
        Limit: 2,
      });
      const rest = await stream('GetRecords', { ShardIterator: first.NextShardIterator });
      const position = { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: numbers(first)[0] };
      const after = await stream('GetRecords', { ShardIterator: await open(position) });
      const latest = await stream('GetRecords', { ShardIterator: await open({ ShardIteratorType: 'LATEST' }) });

      expect([numbers(first).length, numbers(rest).length, numbers(latest).length]).toEqual([2, 1, 0]);
      expect(numbers(after)).toEqual([numbers(first)[1], ...numbers(rest)]);
    });
  });

  it('remembers the attribute by which items expire', async () => {
    const TimeToLiveSpecification = { AttributeName: 'until', Enabled: true };
    await send('UpdateTimeToLive', { TimeToLiveSpecification });

    expect(await send('DescribeTimeToLive')).toEqual({
      TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'until' },
    });
  });
});
