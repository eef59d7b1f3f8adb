import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SQSRecord } from 'aws-lambda';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { sqsWorkQueue, type WorkQueue } from '../../../../functions/platform/queue/work-queue.ts';

let server: FauxqsServer;
let client: SQSClient;
let url: string;
let deadLetterUrl: string;
let queue: WorkQueue;

beforeAll(async () => {
  server = await startFauxqs({ port: 0, logger: false, host: '127.0.0.1' });
  client = new SQSClient({
    endpoint: server.address,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  url = await create('work');
  deadLetterUrl = await create('work-dlq');
  queue = sqsWorkQueue(client, { url, deadLetterUrl });
});
afterAll(async () => {
  client.destroy();
  await server.stop();
});

const create = async (QueueName: string): Promise<string> =>
  (await client.send(new CreateQueueCommand({ QueueName }))).QueueUrl ?? '';
const receive = async (QueueUrl: string) =>
  (
    await client.send(
      new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All'] }),
    )
  ).Messages?.[0];

/** Sends a message and receives it, as the event source would. */
async function received(body: string, MessageGroupId?: string): Promise<SQSRecord> {
  await client.send(
    new SendMessageCommand({
      QueueUrl: url,
      MessageBody: body,
      ...(MessageGroupId !== undefined && { MessageGroupId }),
    }),
  );
  const { MessageId: messageId, ReceiptHandle: receiptHandle, Attributes } = (await receive(url)) ?? {};
  return { messageId, receiptHandle, body, attributes: Attributes } as unknown as SQSRecord;
}
const left = async (QueueUrl: string) => {
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
  const { Attributes = {} } = await client.send(command);
  return [Attributes.ApproximateNumberOfMessages, Attributes.ApproximateNumberOfMessagesNotVisible].map(Number);
};
const burial = { reason: 'malformed', detail: 'not JSON', consumer: 'greet', attempts: 3 };

describe('burying a message', () => {
  it('moves it as it is, with what an operator asks for', async () => {
    const record = await received('{"a":', 'endpoint-1');

    await queue.bury(record, burial);

    const buried = await receive(deadLetterUrl);
    expect(buried?.Body).toBe('{"a":');
    expect(buried?.MessageAttributes).toMatchObject({
      reason: { StringValue: 'malformed' },
      detail: { StringValue: 'not JSON' },
      consumer: { StringValue: 'greet' },
      attempts: { DataType: 'Number', StringValue: '3' },
      originalMessageId: { StringValue: record.messageId },
      sentAt: { StringValue: new Date(Number(record.attributes.SentTimestamp)).toISOString() },
    });
    expect(await left(url)).toEqual([0, 0]);
  });

  it('says in what SQS takes why, whatever the reason is written in', async () => {
    await queue.bury(await received('x'), { ...burial, detail: `\u0000\ud800${'é'.repeat(600)}\ufffe`, reason: '' });

    const attributes = (await receive(deadLetterUrl))?.MessageAttributes;
    expect(attributes?.detail?.StringValue).toBe(`\ufffd\ufffd${'é'.repeat(510)}`);
    expect(attributes?.reason?.StringValue).toBe('-');
  });
});

describe('postponing a message', () => {
  it('hides it for so long', async () => {
    const record = await received('later');

    await queue.postpone(record, 0);
    expect((await receive(url))?.Body).toBe('later');
  });

  it('keeps it hidden meanwhile', async () => {
    const record = await received('much later');

    await queue.postpone(record, 900);
    expect(await receive(url)).toBeUndefined();
  });
});
