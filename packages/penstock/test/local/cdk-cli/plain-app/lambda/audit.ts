import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamEvent } from 'aws-lambda';

const table = new DynamoDBClient({});

/** Writes down each change of a note. */
export async function onChange({ Records }: DynamoDBStreamEvent): Promise<void> {
  for (const { eventName, dynamodb } of Records) {
    const id = `${dynamodb?.Keys?.pk?.S} ${eventName} ${dynamodb?.NewImage?.state?.S}`;
    await table.send(new PutItemCommand({ TableName: process.env.TABLE, Item: { id: { S: id } } }));
  }
}
