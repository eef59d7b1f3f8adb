import {
  ConditionalCheckFailedException,
  CreateTableCommand,
  GetItemCommand,
  PutItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startDynamodb, type TestDynamodb } from '../../../testkit/dynamodb.ts';
import { kinds } from './kinds.ts';

describe.each(kinds)('the AWS SDK with the engine %s', (kind) => {
  let dynamodb: TestDynamodb;
  const Item = { pk: { S: 'a' }, bytes: { B: new Uint8Array([0, 255]) }, numbers: { NS: ['1.5'] } };
  const TableName = 'things';
  const again = { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' };

  beforeAll(async () => {
    dynamodb = await startDynamodb(kind);
    await dynamodb.client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      }),
    );
    await dynamodb.client.send(new PutItemCommand(again));
  });
  afterAll(() => dynamodb.stop());

  it('reads what it wrote', async () => {
    const { Item: found } = await dynamodb.client.send(new GetItemCommand({ TableName, Key: { pk: { S: 'a' } } }));

    expect(found).toEqual(Item);
  });

  it('knows a failed condition, with the item', async () => {
    const input = { ...again, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const };
    const error = await dynamodb.client.send(new PutItemCommand(input)).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(ConditionalCheckFailedException);
    expect(error).toMatchObject({ message: 'The conditional request failed', Item });
  });

  it('knows a cancelled transaction, with its reasons', async () => {
    const TransactItems = [{ Put: again }];
    const error = await dynamodb.client
      .send(new TransactWriteItemsCommand({ TransactItems }))
      .catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(TransactionCanceledException);
    expect(error).toMatchObject({
      message: expect.stringContaining('[ConditionalCheckFailed]'),
      CancellationReasons: [{ Code: 'ConditionalCheckFailed' }],
    });
  });
});
