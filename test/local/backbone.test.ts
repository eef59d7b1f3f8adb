import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { relayHandler, withBackbone, workerHandler } from './fixtures/backbone.ts';
import { type SmallCloud, startSmallCloud } from './fixtures/cloud.ts';
import { eventually } from './fixtures/eventually.ts';
import { clientOptions } from './fixtures/sdk.ts';

describe('the backbone', () => {
  let small: SmallCloud;
  let database: DynamoDBClient;
  beforeAll(async () => {
    small = await startSmallCloud({
      edit: withBackbone,
      handlers: { Worker: workerHandler, Relay: relayHandler },
    });
    database = new DynamoDBClient(clientOptions(small.cloud));
  });
  afterAll(() => small.close());

  const put = (id: string) => database.send(new PutItemCommand({ TableName: 'things', Item: { pk: { S: id } } }));

  it('takes a change from the table through stream, bus, rule and queue to the function within a second', async () => {
    const began = performance.now();
    await put('one');
    await eventually(
      () => small.lines,
      (lines) => lines.includes('worked one 1'),
    );

    expect(performance.now() - began).toBeLessThan(1000);
  });
});
