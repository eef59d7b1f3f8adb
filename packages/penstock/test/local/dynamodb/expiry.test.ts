import { DescribeTimeToLiveCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { startSmallCloud } from '../fixtures/cloud.ts';
import { clientOptions } from '../fixtures/sdk.ts';

describe('a table whose template has a TimeToLiveSpecification', () => {
  it.each([
    ['true', { TimeToLiveStatus: 'ENABLED', AttributeName: 'until' }],
    [true, { TimeToLiveStatus: 'ENABLED', AttributeName: 'until' }],
    [false, { TimeToLiveStatus: 'DISABLED' }],
  ])('of Enabled %j says so to an SDK', async (Enabled, expected) => {
    const small = await startSmallCloud({
      edit: ({ Resources }) =>
        void Object.assign(Resources.Table?.Properties ?? {}, {
          TimeToLiveSpecification: { AttributeName: 'until', Enabled },
        }),
    });
    const client = new DynamoDBClient(clientOptions(small.cloud));
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: 'things' }));
    client.destroy();
    await small.close();

    expect(TimeToLiveDescription).toEqual(expected);
  });
});
