import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Engine, startEngine } from '../../../local/dynamodb/engine.ts';
import { createDynamodbService } from '../../../local/dynamodb/service.ts';
import { ensureTable, type TableDefinition } from '../../../local/dynamodb/tables.ts';
import { type JsonObject, object, parseJson } from '../../../local/json.ts';
import { kinds } from './kinds.ts';

/**
 * What DynamoDB refuses, asked of the engine with the checks in front of it, as a function reaches them. An update of
 * the engine that lets one of these pass fails here.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
const table = (name: string, isStrong: boolean): TableDefinition => ({
  name,
  isStrong,
  request: {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['pk', 'sk', 'g'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-g',
        KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  },
});
const tables = [table('things', false), table('strong', true)];

const S = (text: string) => ({ S: text });
const key = { pk: S('a'), sk: S('b') };
const things = { TableName: 'things' };
const keys = (count: number) => Array.from({ length: count }, (_, index) => ({ pk: S('k'), sk: S(String(index)) }));
const put = (attributes: object, more: object = {}): Case => [
  'PutItem',
  { ...things, Item: { ...key, ...attributes }, ...more },
];
const update = (UpdateExpression: string, value: object = S('y')): Case => [
  'UpdateItem',
  { ...things, Key: key, UpdateExpression, ExpressionAttributeValues: { ':x': value } },
];
const condition = (ConditionExpression: string, more: object = { ExpressionAttributeValues: { ':x': S('y') } }) =>
  put({}, { ConditionExpression, ...more });
const query = (KeyConditionExpression: string, more: object = {}, values: object = { ':x': S('y') }): Case => [
  'Query',
  { ...things, KeyConditionExpression, ExpressionAttributeValues: values, ...more },
];
const transact = (...TransactItems: object[]): Case => ['TransactWriteItems', { TransactItems }];
const deep = (levels: number): object => (levels === 0 ? S('x') : { M: { a: deep(levels - 1) } });
const anyOf = (count: number) => {
  const names = Array.from({ length: count }, (_, index) => `:v${index}`);
  const values = Object.fromEntries(names.map((name) => [name, S('y')]));
  return condition(`NOT a IN (${names.join(', ')})`, { ExpressionAttributeValues: values });
};
const comparisons = (count: number) => condition(Array.from({ length: count }, () => 'NOT a=:x').join(' AND '));

type Case = readonly [operation: string, input: JsonObject];

describe.each(kinds)('the engine %s', (kind) => {
  let engine: Engine;
  let ask: (operation: string, input: JsonObject) => Promise<JsonObject>;
  beforeAll(async () => {
    engine = await startEngine({ region: 'eu-west-1', kind });
    await Promise.all(tables.map((definition) => ensureTable(engine.client, definition)));
    const service = createDynamodbService(engine.client, () => tables, 'eu-west-1', '000000000000');
    ask = async (operation, input) => {
      const body = Buffer.from(JSON.stringify(input));
      const answer = await service.answer(operation, input, body, { kind: 'operator', region: 'eu-west-1' });
      return object(parseJson(answer.body.toString('utf8')));
    };
    await ask('PutItem', { TableName: 'things', Item: { ...key, a: { S: 'x' } } });
  });
  afterAll(() => engine.close());

  describe('DynamoDB refuses, and so does the local one', () => {
    it.each<[string, Case, RegExp]>([
      ['an item over 400 KB', put({ v: S('x'.repeat(400 * 1024)) }), /Item size has exceeded/],
      ['an update to over 400 KB', update('SET a = :x', S('x'.repeat(400 * 1024))), /Item size to update has exceeded/],
      ['a partition key over 2,048 bytes', put({ pk: S('x'.repeat(2049)) }), /hashkey has exceeded/],
      ['a sort key over 1,024 bytes', put({ sk: S('x'.repeat(1025)) }), /range keys has exceeded/],
      ['an empty partition key', put({ pk: S('') }), /cannot contain an empty string value\. Key: pk/],
      ['an empty key of an index', put({ g: S('') }), /empty string value/],
      ['a key of another type in an index', put({ g: { N: '1' } }), /Type mismatch for Index Key g/],
      ['an item without its sort key', ['PutItem', { ...things, Item: { pk: S('a') } }], /Missing the key sk/],
      ['an empty set', put({ v: { SS: [] } }), /may not be empty/],
      ['a set with a duplicate', put({ v: { SS: ['a', 'a'] } }), /contains duplicates/],
      ['a value of two types', put({ v: { S: 'a', N: '1' } }), /more than one datatypes/],
      ['a number of 39 digits', put({ v: { N: '1'.repeat(39) } }), /more than 38 significant digits/],
      ['a number over 9.9E+125', put({ v: { N: '1e126' } }), /Number overflow/],
      ['a number that is none', put({ v: { N: 'abc' } }), /cannot be converted to a numeric value/],
      ['33 levels', put({ v: deep(33) }), /Nesting Levels have exceeded/],
      ['the new values of a put', put({}, { ReturnValues: 'ALL_NEW' }), /ReturnValues can only be ALL_OLD or NONE/],
      [
        'the new values of a failed condition',
        put({}, { ReturnValuesOnConditionCheckFailure: 'ALL_NEW' }),
        /'ALL_NEW' at 'returnValuesOnConditionCheckFailure' failed to satisfy constraint/,
      ],
      [
        'a name that no expression uses',
        condition('attribute_exists(pk)', { ExpressionAttributeNames: { '#idle': 'x' } }),
        /^Value provided in ExpressionAttributeNames unused in expressions: keys: \{#idle\}$/,
      ],
      [
        'a value that no expression uses',
        condition('attribute_not_exists(pk)'),
        /^Value provided in ExpressionAttributeValues unused in expressions: keys: \{:x\}$/,
      ],
      [
        'a value that no expression of a transaction uses',
        transact({ Put: { ...things, Item: key, ...object(condition('attribute_exists(pk)')[1]) } }),
        /unused in expressions: keys: \{:x\}/,
      ],
      [
        'names without an expression',
        put({}, { ExpressionAttributeNames: { '#x': 'y' } }),
        /can only be specified when using expressions/,
      ],
      [
        'a value that is not given',
        condition('a = :z OR a = :x'),
        /value used in expression is not defined; attribute value: :z/,
      ],
      ['a name that is not given', condition('#z = :x'), /not defined; attribute name: #z/],
      ['a reserved word', condition('NOT status = :x'), /reserved keyword: status/],
      ['redundant parentheses', condition('((a = :x))'), /redundant parentheses/],
      ['an empty expression', condition('', {}), /can not be empty/],
      ['an expression over 4 KB', condition(`a = :x OR ${'x'.repeat(4096)} = :x`), /Expression size has exceeded/],
      ['101 operands of IN', anyOf(101), /IN operator is provided with too many operands; number of operands: 101/],
      ['over 300 operators', comparisons(101), /contains too many operators; operator count: 302/],
      ['an update of a key', update('SET pk = :x'), /Cannot update attribute pk/],
      [
        'an update of a key in a transaction',
        transact({ Update: { ...things, Key: key, UpdateExpression: 'REMOVE sk' } }),
        /Cannot update attribute sk/,
      ],
      ['two paths that overlap', update('SET a = :x, a.b = :x'), /paths overlap/],
      ['two sections of a kind', update('SET a = :x SET b = :x'), /can only be used once/],
      ['ADD of a string', update('ADD a :x'), /Incorrect operand type .* ADD/],
      ['arithmetic with a string', update('SET a = a + :x'), /Incorrect operand type .* \+/],
      ['arithmetic with what is not there', update('SET a = nothing + :x', { N: '1' }), /does not exist in the item/],
      ['a path into nothing', update('SET nothing.b = :x'), /document path .* invalid for update/],
      [
        'a key with a member too many',
        ['GetItem', { ...things, Key: { ...key, x: S('y') } }],
        /key element does not match/,
      ],
      ['a key without its sort key', ['GetItem', { ...things, Key: { pk: S('a') } }], /key element does not match/],
      ['101 keys in a batch', ['BatchGetItem', { RequestItems: { things: { Keys: keys(101) } } }], /equal to 100/],
      ['a key twice in a batch', ['BatchGetItem', { RequestItems: { things: { Keys: [key, key] } } }], /duplicates/],
      [
        '26 writes in a batch',
        ['BatchWriteItem', { RequestItems: { things: keys(26).map((Item) => ({ PutRequest: { Item } })) } }],
        /length less than or equal to 25/,
      ],
      [
        'a write that puts and deletes',
        ['BatchWriteItem', { RequestItems: { things: [{ PutRequest: { Item: key }, DeleteRequest: { Key: key } }] } }],
        /exactly one of PutRequest or DeleteRequest/,
      ],
      [
        '101 parts of a transaction',
        transact(...keys(101).map((Item) => ({ Put: { ...things, Item } }))),
        /equal to 100/,
      ],
      [
        'an item twice in a transaction',
        transact({ Put: { ...things, Item: key } }, { Delete: { ...things, Key: key } }),
        /multiple operations on one item/,
      ],
      [
        'a transaction over 4 MB',
        transact(...keys(11).map((Item) => ({ Put: { ...things, Item: { ...Item, v: S('x'.repeat(390 * 1024)) } } }))),
        /exceeding the 4MB limit/,
      ],
      [
        'a consistent read of a global index',
        query('g = :x', { IndexName: 'by-g', ConsistentRead: true }),
        /Consistent/,
      ],
      ['a query without its partition key', query('sk = :x'), /missed key schema element: pk/],
      ['a filter on the key', query('pk = :x', { FilterExpression: 'sk = :x' }), /non-primary key attributes/],
      ['a range on the partition key', query('pk > :x'), /partition key must use equality|key condition not supported/],
      ['an unknown index', query('g = :x', { IndexName: 'by-z' }), /does not have the specified index/],
      ['a limit of 0', query('pk = :x', { Limit: 0 }), /greater than or equal to 1/],
      [
        'a condition on the key of another type',
        query('pk = :x', {}, { ':x': { N: '1' } }),
        /does not match schema type/,
      ],
      [
        'a condition on the sort key of another type',
        query('#p = :x AND :y <= sk', { ExpressionAttributeNames: { '#p': 'pk' } }, { ':x': S('y'), ':y': { N: '1' } }),
        /does not match schema type/,
      ],
      ['a condition on an empty key', query('pk = :x', {}, { ':x': S('') }), /empty string value\. Key: pk/],
      [
        'a condition on an empty key between two',
        query('pk = :x AND sk BETWEEN :a AND :x', {}, { ':x': S('y'), ':a': S('') }),
        /empty string value\. Key: sk/,
      ],
      [
        'a start without its sort key',
        query('pk = :x', { ExclusiveStartKey: { pk: S('y') } }),
        /provided starting key is invalid/,
      ],
      [
        'a start with an empty sort key',
        query('pk = :x', { ExclusiveStartKey: { pk: S('y'), sk: S('') } }),
        /^The provided starting key is invalid: .*empty string value\. Key: sk/,
      ],
      [
        'a start under another partition key',
        query('pk = :x', { ExclusiveStartKey: { pk: S('z'), sk: S('b') } }),
        /^The provided starting key is outside query boundaries based on provided conditions$/,
      ],
      [
        'a transaction on a strongly consistent global table',
        transact(
          { Put: { ...things, Item: key } },
          { Update: { TableName: 'strong', Key: key, UpdateExpression: 'SET a = b' } },
        ),
        /^TransactWriteItems is not supported on tables with multi-Region strong consistency: strong$/,
      ],
      [
        'a transaction that only reads one, by its ARN',
        [
          'TransactGetItems',
          { TransactItems: [{ Get: { TableName: 'arn:aws:dynamodb:eu-west-1:000000000000:table/strong', Key: key } }] },
        ],
        /^TransactGetItems is not supported/,
      ],
    ])('%s', async (_, [operation, input], message) => {
      const answer = await ask(operation, input);

      expect(answer.__type).toBe('com.amazon.coral.validate#ValidationException');
      expect(answer.message).toMatch(message);
    });
  });

  describe('DynamoDB takes, and so does the local one', () => {
    it.each<[string, Case]>([
      ['an item of nearly 400 KB', put({ v: S('x'.repeat(400 * 1024 - 20)) })],
      ['32 levels', put({ v: deep(31) })],
      ['a number of 38 digits', put({ v: { N: '1'.repeat(38) } })],
      ['100 operands of IN', anyOf(100)],
      ['299 operators', comparisons(100)],
      [
        'a name in one expression and a value in another',
        query('#p = :x', { FilterExpression: 'a = :x', ExpressionAttributeNames: { '#p': 'pk' } }),
      ],
      ['the old values of a failed condition', put({}, { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' })],
      [
        'a query between two',
        query('pk = :x AND sk BETWEEN :a AND :b', {}, { ':x': S('a'), ':a': S('a'), ':b': S('b') }),
      ],
      ['a query that begins with', query('pk = :x AND begins_with(sk, :a)', {}, { ':x': S('a'), ':a': S('b') })],
      ['a start under the same partition key', query('pk = :x', { ExclusiveStartKey: { pk: S('y'), sk: S('b') } })],
      ['a start of an index', query('g = :x', { IndexName: 'by-g', ExclusiveStartKey: { ...key, g: S('y') } })],
      ['100 keys in a batch', ['BatchGetItem', { RequestItems: { things: { Keys: keys(100) } } }]],
      ['100 parts of a transaction', transact(...keys(100).map((Item) => ({ Put: { ...things, Item } })))],
      ['one item of a strongly consistent table', ['PutItem', { TableName: 'strong', Item: key }]],
    ])('%s', async (_, [operation, input]) => {
      expect((await ask(operation, input)).__type).toBeUndefined();
    });
  });
});
