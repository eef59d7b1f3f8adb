import { randomUUID } from 'node:crypto';
import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';

const table = new DynamoDBClient({});
const queue = new SQSClient({});
const texts = new S3Client({});
const { TABLE: TableName = '', QUEUE: QueueUrl = '', BUCKET: Bucket = '' } = process.env;

const answer = (statusCode: number, body: unknown): APIGatewayProxyResult => ({
  statusCode,
  headers: { 'Access-Control-Allow-Origin': 'https://notes.example' },
  body: JSON.stringify(body),
});

export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const { resource, httpMethod, pathParameters, requestContext } = event;
  if (httpMethod === 'POST' && resource === '/notes') return take(String(event.body));
  if (resource === '/notes/{id}') return read(String(pathParameters?.id));
  if (resource === '/notes') return list();
  return answer(200, {
    resource,
    path: event.path,
    pathParameters,
    stageVariables: event.stageVariables,
    authorizer: requestContext.authorizer ?? null,
    isBase64Encoded: event.isBase64Encoded,
  });
}

async function take(body: string): Promise<APIGatewayProxyResult> {
  const { text } = JSON.parse(body);
  const id = randomUUID();
  const Item = { pk: { S: id }, sk: { S: 'note' }, state: { S: 'taken' } };
  await texts.send(new PutObjectCommand({ Bucket, Key: id, Body: text }));
  await table.send(new PutItemCommand({ TableName, Item }));
  await queue.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ id }) }));
  return answer(201, { id });
}

async function read(id: string): Promise<APIGatewayProxyResult> {
  const { Item } = await table.send(new GetItemCommand({ TableName, Key: { pk: { S: id }, sk: { S: 'note' } } }));
  if (Item === undefined) return answer(404, { message: 'no such note' });
  const { Body } = await texts.send(new GetObjectCommand({ Bucket, Key: id }));
  return answer(200, { id, state: Item.state?.S, text: await Body?.transformToString() });
}

async function list(): Promise<APIGatewayProxyResult> {
  const { Items = [] } = await table.send(
    new QueryCommand({
      TableName,
      IndexName: 'byState',
      KeyConditionExpression: '#state = :done',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':done': { S: 'done' } },
    }),
  );
  return answer(
    200,
    Items.map(({ pk }) => pk?.S),
  );
}
