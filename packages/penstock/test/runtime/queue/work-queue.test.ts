import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { SQSRecord } from 'aws-lambda';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { reportMargin } from '../../../contract/events/derive.ts';
import { clientConfig } from '../../../runtime/aws/client-config.ts';
import { MAX_BACKOFF } from '../../../runtime/aws/retry.ts';
import { deadLettering, reporting } from '../../../runtime/queue/runtime.ts';
import { sqsWorkQueue, type WorkQueue } from '../../../runtime/queue/work-queue.ts';
import { message } from '../../../testkit/consumer-runtime.ts';
import { answer, startServer } from '../../../testkit/http-server.ts';

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
});
/** Queues of its own for each case: what one leaves behind is not received by another. */
let cases = 0;
beforeEach(async () => {
  // Nothing lies between two attempts of a client.
  jest.spyOn(Math, 'random').mockReturnValue(0);
  cases += 1;
  url = await create(`work-${cases}`);
  deadLetterUrl = await create(`work-${cases}-dlq`);
  queue = sqsWorkQueue(client, () => client, { url, deadLetterUrl });
});
afterEach(() => {
  jest.restoreAllMocks();
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
const cause = { reason: 'malformed', detail: 'not JSON', consumer: 'greet', attempts: 3 };

describe('moving a message to the dead-letter queue', () => {
  it('moves it as it is, with what an operator asks for', async () => {
    const record = await received('{"a":', 'endpoint-1');

    await queue.moveToDeadLetterQueue(record, cause);

    const deadLettered = await receive(deadLetterUrl);
    expect(deadLettered?.Body).toBe('{"a":');
    expect(deadLettered?.MessageAttributes).toMatchObject({
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
    await queue.moveToDeadLetterQueue(await received('x'), {
      ...cause,
      detail: `\u0000\ud800${'é'.repeat(600)}\ufffe`,
      reason: '',
    });

    const attributes = (await receive(deadLetterUrl))?.MessageAttributes;
    expect(attributes?.detail?.StringValue).toBe(`\\u0000\\ud800${'é'.repeat(500)}`);
    expect(attributes?.reason?.StringValue).toBe('-');
  });

  it('keeps the beginning of one that fills SQS’s limit, and how long it was', async () => {
    const body = 'é'.repeat(MAX_BYTES / 2);

    await queue.moveToDeadLetterQueue({ ...message(body), receiptHandle: 'gone' }, cause);

    const deadLettered = await receive(deadLetterUrl);
    expect(body.startsWith(deadLettered?.Body ?? '?')).toBe(true);
    expect(deadLettered?.MessageAttributes).toMatchObject({
      reason: { StringValue: 'malformed' },
      originalBytes: { DataType: 'Number', StringValue: String(MAX_BYTES) },
    });
  });

  it('moves what just fits as it is', async () => {
    const body = 'x'.repeat(MAX_BYTES - 400);

    await queue.moveToDeadLetterQueue({ ...message(body), receiptHandle: 'gone' }, cause);

    const deadLettered = await receive(deadLetterUrl);
    expect(deadLettered?.Body).toBe(body);
    expect(deadLettered?.MessageAttributes).not.toHaveProperty('originalBytes');
  });
});

describe('a queue in trouble', () => {
  const record = { ...message('x', { group: 'g-1' }), receiptHandle: 'r-1' };

  /** The queue that a deployed consumer has, before a service that answers as a test says; what it was asked. */
  async function asked(work: (queue: WorkQueue) => Promise<void>, statusOf: (action: string, call: number) => number) {
    const calls: string[] = [];
    const service = await startServer(({ headers }, response) => {
      const action = String(headers['x-amz-target']).split('.')[1] ?? '';
      calls.push(action);
      const status = statusOf(action, calls.length);
      answer(response, status, status === 200 ? {} : { __type: 'com.amazonaws.sqs#InternalError' });
    });
    const clients = [reporting, deadLettering].map(
      ({ attempts }) =>
        new SQSClient({
          ...clientConfig({ attempts, attemptTimeout: 30_000 }),
          useQueueUrlAsEndpoint: false,
          md5: false,
          endpoint: service.url,
          region: 'eu-west-1',
          credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
        }),
    ) as [SQSClient, SQSClient];
    try {
      await work(sqsWorkQueue(clients[0], () => clients[1], { url, deadLetterUrl }));
      return { calls };
    } catch (error) {
      return { calls, error };
    } finally {
      for (const client of clients) client.destroy();
      await service.close();
    }
  }

  it('is sent a dead letter once: it may have taken what it did not answer for', async () => {
    const { calls, error } = await asked(
      (work) => work.moveToDeadLetterQueue(record, cause),
      () => 500,
    );

    expect(error).toMatchObject({ $metadata: { httpStatusCode: 500 } });
    expect(calls).toEqual(['SendMessage']);
  });

  it('is asked to put a message off until it answers, six times at most', async () => {
    const recovered = await asked(
      (work) => work.postpone(record, 5),
      (_action, call) => (call === 6 ? 200 : 500),
    );
    const down = await asked(
      (work) => work.postpone(record, 5),
      () => 500,
    );

    expect(recovered).toEqual({ calls: Array(6).fill('ChangeMessageVisibility') });
    expect(down.calls).toHaveLength(6);
    expect(down.error).toBeDefined();
  });

  it('has its time: all that a move to the dead-letter queue needs, and for the rest two attempts in a fifth less than is kept for it', () => {
    expect(2 * reporting.attemptTimeout + MAX_BACKOFF).toBeLessThanOrEqual(reportMargin * 0.8);
    expect(reporting).toEqual({ attempts: 6, attemptTimeout: 300 });
    expect(deadLettering).toEqual({ attempts: 1, attemptTimeout: 10_000 });
  });

  describe('once a message is moved to the dead-letter queue', () => {
    /** A client that records its calls; deleting ends as a test says. */
    const recording = (remove: (signal?: AbortSignal) => Promise<unknown>) => {
      const inputs: object[] = [];
      const send = async (command: { input: object }, options: { abortSignal?: AbortSignal } = {}) => {
        inputs.push(command.input);
        return command instanceof DeleteMessageCommand ? remove(options.abortSignal) : {};
      };
      const fake = { send } as unknown as SQSClient;
      return { inputs, queue: sqsWorkQueue(fake, () => fake, { url: 'work', deadLetterUrl: 'dead' }) };
    };

    it('deletes it at once, and keeps its group', async () => {
      const { inputs, queue: recorded } = recording(async () => {});

      await recorded.moveToDeadLetterQueue(record, cause);

      expect(inputs).toEqual([
        { QueueUrl: 'dead', MessageBody: 'x', MessageAttributes: expect.anything(), MessageGroupId: 'g-1' },
        { QueueUrl: 'work', ReceiptHandle: 'r-1' },
      ]);
    });

    it('has no group where it had none', async () => {
      const { inputs, queue: recorded } = recording(async () => {});

      await recorded.moveToDeadLetterQueue(message('x'), cause);

      expect(inputs[0]).not.toHaveProperty('MessageGroupId');
    });

    it('is done, though deleting it fails', async () => {
      await expect(
        recording(() => Promise.reject(new Error('no'))).queue.moveToDeadLetterQueue(record, cause),
      ).resolves.toBeUndefined();
    });

    it('is done, though deleting it never ends', async () => {
      const timeout = jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => AbortSignal.abort());
      const hanging = recording(
        (signal) => new Promise((_resolve, reject) => signal?.aborted && reject(signal.reason)),
      );

      await expect(hanging.queue.moveToDeadLetterQueue(record, cause)).resolves.toBeUndefined();

      expect(timeout.mock.calls).toEqual([[300]]);
      timeout.mockRestore();
    });
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
