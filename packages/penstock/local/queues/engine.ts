import type { BuildAppOptions } from 'fauxqs';
import { type JsonObject, list, object, parseJson, text } from '../json.ts';
import { LocalError } from '../problems.ts';
import type { RetainedMessages } from '../retained.ts';
import type { EngineQueue } from './engine-queue.ts';
import { createEngineStore, refine, replaceCharacterCheck, type Staging } from './store.ts';

/** An SQS server that answers. */
export interface QueueEngine {
  /** Makes a queue, with the messages that were kept of it. @throws LocalError when the server does not take it */
  create(name: string, attributes: JsonObject): Promise<void>;
  /** Gives a queue these attributes, and those that are not among them their defaults. @throws LocalError */
  change(name: string, attributes: JsonObject): Promise<void>;
  /** @param keepsMessages whether they stay in what retains them */
  remove(name: string, keepsMessages: boolean): Promise<void>;
  /** Sends one operation of the service, e.g. `ReceiveMessage`. */
  send(operation: string, input: JsonObject): Promise<QueueReply>;
  /** A queue as it is, untouched. @throws LocalError for an unknown one */
  queue(name: string): EngineQueue;
  /** Ends every long poll at once, empty. */
  close(): Promise<void>;
}

export interface QueueReply {
  readonly status: number;
  readonly body: JsonObject;
}

/**
 * Starts fauxqs in this process and without a port, since its own server listens on every interface. A message costs
 * 0.2 ms to send, receive and delete (fauxqs 2.4.1).
 *
 * @param retained where messages outlive this process; absent: nowhere
 */
export async function startQueueEngine(region: string, retained?: RetainedMessages): Promise<QueueEngine> {
  const { buildApp } = await import('fauxqs');
  await replaceCharacterCheck();
  const store = await createEngineStore();
  if (retained !== undefined) store.persistence = retained;
  const stores = { sqsStore: store } as unknown as NonNullable<BuildAppOptions['stores']>;
  const app = buildApp({ logger: false, host: 'localhost', defaultRegion: region, stores });
  const stagings = new Map<string, Staging>();
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    authorization: `AWS4-HMAC-SHA256 Credential=penstock/20260101/${region}/sqs/aws4_request`,
  };
  await app.ready();
  const send = async (operation: string, input: JsonObject) => {
    const payload = JSON.stringify(input);
    const target = { 'x-amz-target': `AmazonSQS.${operation}` };
    const reply = await app.inject({ method: 'POST', url: '/', headers: { ...headers, ...target }, payload });
    const body = object(parseJson(reply.payload));
    const staging = stagings.get(text(input.QueueUrl)?.split('/').at(-1) ?? '');
    for (const [id, group] of sentMessages(input, body)) staging?.release(id, group);
    return { status: reply.statusCode, body };
  };
  const queue = (name: string) => {
    const found = store.getQueueByName(name);
    if (found === undefined) throw new LocalError(`There is no queue ${name}.`);
    return found;
  };
  return {
    send,
    queue,
    create: async (name, attributes) => {
      const { status, body } = await send('CreateQueue', { QueueName: name, Attributes: attributes });
      if (status !== 200) throw new LocalError(`The SQS server does not create queue ${name}: ${JSON.stringify(body)}`);
      retained?.restore(queue(name));
      stagings.set(name, refine(queue(name)));
    },
    change: async (name, attributes) => {
      const input = { QueueUrl: queue(name).url, Attributes: { ...defaults, ...attributes } };
      const { status, body } = await send('SetQueueAttributes', input);
      if (status !== 200) throw new LocalError(`The SQS server does not change queue ${name}: ${JSON.stringify(body)}`);
    },
    remove: async (name, keepsMessages) => {
      const { url } = queue(name);
      if (!keepsMessages) await send('PurgeQueue', { QueueUrl: url });
      await send('DeleteQueue', { QueueUrl: url });
      stagings.delete(name);
    },
    close: () => app.close(),
  };
}

/**
 * What a queue has of what its template does not say.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
const defaults = {
  DelaySeconds: '0',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  RedrivePolicy: '',
  VisibilityTimeout: '30',
};

/** Each message that an answer says was taken, with the group its entry in the request names. */
function sentMessages(input: JsonObject, answer: JsonObject): readonly (readonly [string, string | undefined])[] {
  const single = text(answer.MessageId);
  if (single !== undefined) return [[single, text(input.MessageGroupId)]];
  const groups = new Map(list(input.Entries).map((entry) => [object(entry).Id, text(object(entry).MessageGroupId)]));
  return list(answer.Successful).flatMap((result) => {
    const { Id, MessageId } = object(result);
    return MessageId === undefined ? [] : [[String(MessageId), groups.get(Id)] as const];
  });
}

const noQueue = (name: string): never => {
  throw new LocalError(`There is no queue ${name}.`);
};

/** Of a stage without queues: nothing is started for it. */
export const noQueueEngine: QueueEngine = {
  create: async (name) => noQueue(name),
  change: async (name) => noQueue(name),
  remove: async (name) => noQueue(name),
  send: async () => ({
    status: 400,
    body: { __type: 'com.amazonaws.sqs#QueueDoesNotExist', message: 'The specified queue does not exist.' },
  }),
  queue: noQueue,
  close: async () => {},
};
