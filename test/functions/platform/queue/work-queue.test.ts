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
import { clientConfig } from '../../../../functions/platform/aws/client-config.ts';
import { MAX_BACKOFF } from '../../../../functions/platform/aws/retry.ts';
import { burying, reporting } from '../../../../functions/platform/queue/runtime.ts';
import { DELETE_PATIENCE, sqsWorkQueue, type WorkQueue } from '../../../../functions/platform/queue/work-queue.ts';
import { reportMargin } from '../../../../lib/contract/events/derive.ts';
import { message } from '../../consumer-support.ts';
import { answer, startServer } from '../../http-server.ts';

const MAX_BYTES = 1024 * 1024;
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
  queue = sqsWorkQueue(client, () => client, { url, deadLetterUrl });
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
    expect(attributes?.detail?.StringValue).toBe(`\\u0000\\ud800${'é'.repeat(500)}`);
    expect(attributes?.reason?.StringValue).toBe('-');
  });

  it('keeps the beginning of one that fills SQS’s limit, and how long it was', async () => {
    const body = 'é'.repeat(MAX_BYTES / 2);

    await queue.bury({ ...message(body), receiptHandle: 'gone' }, burial);

    const buried = await receive(deadLetterUrl);
    expect(body.startsWith(buried?.Body ?? '?')).toBe(true);
    expect(buried?.MessageAttributes).toMatchObject({
      reason: { StringValue: 'malformed' },
      originalBytes: { DataType: 'Number', StringValue: String(MAX_BYTES) },
    });
  });

  it('moves what just fits as it is', async () => {
    const body = 'x'.repeat(MAX_BYTES - 400);

    await queue.bury({ ...message(body), receiptHandle: 'gone' }, burial);

    const buried = await receive(deadLetterUrl);
    expect(buried?.Body).toBe(body);
    expect(buried?.MessageAttributes).not.toHaveProperty('originalBytes');
  });
});

describe('a queue that is slow', () => {
  const slow = async (work: (queue: WorkQueue) => Promise<void>, delayOf: (action: string, call: number) => number) => {
    const calls: string[] = [];
    const slowServer = await startServer(({ headers }, response) => {
      const action = String(headers['x-amz-target']).split('.')[1] ?? '';
      calls.push(action);
      setTimeout(() => answer(response, 200, {}), delayOf(action, calls.length)).unref();
    });
    const [reports, burials] = [reporting, burying].map(
      (attempts) =>
        new SQSClient({
          ...clientConfig(attempts),
          useQueueUrlAsEndpoint: false,
          md5: false,
          endpoint: slowServer.url,
          region: 'eu-west-1',
          credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
        }),
    ) as [SQSClient, SQSClient];
    const startedAt = performance.now();
    await work(sqsWorkQueue(reports, () => burials, { url, deadLetterUrl }));
    const took = performance.now() - startedAt;
    await slowServer.close();
    for (const client of [reports, burials]) client.destroy();
    return { took, calls };
  };
  const record = { ...message('x'), receiptHandle: 'r-1' };

  it('is sent a message to bury once, however long it takes, and is not waited for to delete it', async () => {
    const slowly = (action: string) => (action === 'SendMessage' ? 1_500 : 10_000);

    const { took, calls } = await slow((work) => work.bury(record, burial), slowly);

    expect(calls.slice(0, 2)).toEqual(['SendMessage', 'DeleteMessage']);
    expect(took).toBeGreaterThan(1_400);
    expect(took).toBeLessThan(1_500 + DELETE_PATIENCE + 500);
  });

  it('has put a message off in that time', async () => {
    const { took } = await slow(
      (work) => work.postpone(record, 5),
      (_action, call) => (call === 2 ? 150 : 10_000),
    );

    expect(took).toBeLessThan(reportMargin);
  });

  it('leaves a fifth of that time, when it takes all that it may', () => {
    const call = reporting.attempts * reporting.attemptTimeout + (reporting.attempts - 1) * MAX_BACKOFF;

    expect(call).toBeLessThanOrEqual(reportMargin * 0.8);
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
