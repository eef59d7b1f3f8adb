import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { DynamoDBRecord } from 'aws-lambda';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { changeOf } from '../../../functions/orders/adapters/order-stream.ts';
import { sqsRelayFailures } from '../../../functions/orders/adapters/sqs-relay-failures.ts';

let server: FauxqsServer;
let client: SQSClient;

beforeAll(async () => {
  server = await startFauxqs({ port: 0, logger: false, host: '127.0.0.1' });
  client = new SQSClient({
    endpoint: server.address,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
});
afterAll(async () => {
  client.destroy();
  await server.stop();
});

it('keeps the stream’s record of what can’t be relayed, without its old image, and the reason', async () => {
  const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: 'relay-failures' }));
  const NewImage = { pk: { S: 'acme#ord_1' }, version: { N: '2' } };
  const record: DynamoDBRecord = {
    eventID: 'e-1',
    dynamodb: { SequenceNumber: '42', NewImage, OldImage: { pk: { S: 'acme#ord_1' } } },
  };

  const refusal = { reason: 'oversize', detail: 'too long' };
  await sqsRelayFailures(client, QueueUrl).keep(changeOf(record), refusal, new AbortController().signal);

  const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] }));
  expect(JSON.parse(Messages[0]?.Body ?? '')).toEqual({
    reason: 'oversize',
    detail: 'too long',
    record: { eventID: 'e-1', dynamodb: { SequenceNumber: '42', NewImage } },
  });
  expect(Messages[0]?.MessageAttributes).toMatchObject({
    reason: { StringValue: 'oversize' },
    detail: { StringValue: 'too long' },
    consumer: { StringValue: 'relayEvents' },
    sequenceNumber: { StringValue: '42' },
  });
});
