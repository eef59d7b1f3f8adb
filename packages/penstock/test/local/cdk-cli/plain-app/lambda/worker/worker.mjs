import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';

const table = new DynamoDBClient({});

export const handle = async ({ Records }) => {
  for (const { body } of Records) {
    const { id, source } = JSON.parse(body);
    if (source !== undefined) {
      console.log('from the bus', body);
      continue;
    }
    await table.send(
      new UpdateItemCommand({
        TableName: process.env.TABLE,
        Key: { pk: { S: id }, sk: { S: 'note' } },
        UpdateExpression: 'SET #state = :done',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':done': { S: 'done' } },
      }),
    );
  }
  return { batchItemFailures: [] };
};
