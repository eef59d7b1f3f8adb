import { isObject, type JsonObject, list, object, text } from '../json.ts';
import { LocalError } from '../problems.ts';
import { createQueueClock, type QueueClock } from './clock.ts';
import type { QueueDefinition } from './definition.ts';
import { noQueueEngine, type QueueReply, startQueueEngine } from './engine.ts';
import { createLedger, type Ledger, sentMessages } from './ledger.ts';
import { createMoveTasks } from './move-tasks.ts';

/** The queues of a stage on an SQS server, with what that server lacks. */
export interface Queues {
  readonly definitions: readonly QueueDefinition[];
  find(arnOrUrl: string): QueueDefinition | undefined;
  /** One operation of SQS, whoever asks. */
  call(operation: string, input: JsonObject): Promise<QueueReply>;
  /** Sends as a service of AWS does. @throws LocalError when the queue does not take the message */
  deliver(queue: QueueDefinition, message: JsonObject): Promise<void>;
  /** The messages of a queue in any state, oldest first, untouched. @throws LocalError for an unknown queue */
  messages(name: string): Promise<readonly JsonObject[]>;
  close(): Promise<void>;
}

/**
 * @param speed how many times faster the queues' time goes
 * @throws LocalError when the SQS server does not take a queue as declared
 */
export async function startQueues(definitions: readonly QueueDefinition[], region: string, speed = 1): Promise<Queues> {
  const clock = createQueueClock(speed);
  const engine = definitions.length === 0 ? noQueueEngine : await startQueueEngine(region);
  const byArn = new Map(definitions.map((queue) => [queue.arn, queue]));
  const byPath = new Map(definitions.map((queue) => [pathOf(queue.url), queue]));
  const find = (arnOrUrl: string) => byArn.get(arnOrUrl) ?? byPath.get(pathOf(arnOrUrl));
  const ledger = createLedger();
  const call = async (operation: string, input: JsonObject): Promise<QueueReply> => {
    const extra = tasks.operations[operation];
    if (extra !== undefined) return extra(input);
    const queue = find(text(input.QueueUrl) ?? '');
    const asked = operation === 'ReceiveMessage' ? withSystemAttributes(input) : input;
    const reply = await engine.send(operation, clock.request(operation, asked, queue?.visibilityTimeout));
    const complete = completions[operation];
    if (reply.status >= 400 || complete === undefined) return reply;
    return { status: 200, body: complete({ input, answer: reply.body, queue, ledger, clock, find }) };
  };
  const tasks = createMoveTasks({ definitions, find, call });
  for (const { name, attributes } of definitions) {
    const { status, body } = await engine.send('CreateQueue', { QueueName: name, Attributes: attributes });
    if (status !== 200) throw new LocalError(`The SQS server does not create queue ${name}: ${JSON.stringify(body)}`);
  }
  return {
    definitions,
    find,
    call,
    deliver: async (queue, message) => {
      const { status, body } = await call('SendMessage', { QueueUrl: queue.url, ...message });
      if (status !== 200) throw new LocalError(`Queue ${queue.name} takes no message: ${JSON.stringify(body)}`);
    },
    messages: async (name) => {
      const { ready, inflight, delayed } = object((await engine.inspect(name)).messages);
      const held = list(inflight).map((entry) => object(entry).message);
      return [...list(ready), ...held, ...list(delayed)].filter(isObject).toSorted(bySentTime);
    },
    close: async () => {
      tasks.close();
      await engine.close();
    },
  };
}

interface Exchange {
  readonly input: JsonObject;
  readonly answer: JsonObject;
  readonly queue: QueueDefinition | undefined;
  readonly ledger: Ledger;
  readonly clock: QueueClock;
  readonly find: (url: string) => QueueDefinition | undefined;
}

/** What is done to the engine's answer before the caller gets it. */
const completions: Readonly<Record<string, (exchange: Exchange) => JsonObject>> = {
  GetQueueUrl: ({ answer, find }) => ({ QueueUrl: publicUrl(answer.QueueUrl, find) }),
  ListQueues: ({ answer, find }) => ({
    ...answer,
    QueueUrls: list(answer.QueueUrls).map((url) => publicUrl(url, find)),
  }),
  SendMessage: recordSent,
  SendMessageBatch: recordSent,
  ReceiveMessage: ({ answer, queue, ledger, clock }) => {
    if (queue === undefined || answer.Messages === undefined) return answer;
    return { Messages: ledger.received(queue.arn, list(answer.Messages).filter(isObject)).map(clock.received) };
  },
  DeleteMessage: ({ input, answer, ledger }) => {
    ledger.deleted(String(input.ReceiptHandle));
    return answer;
  },
  DeleteMessageBatch: ({ input, answer, ledger }) => {
    for (const entry of list(input.Entries)) ledger.deleted(String(object(entry).ReceiptHandle));
    return answer;
  },
};

function recordSent({ input, answer, queue, ledger }: Exchange): JsonObject {
  for (const [id, group] of sentMessages(input, answer)) ledger.sent(queue?.arn ?? '', id, group);
  return answer;
}

/** Only the path of a queue's URL names it: hosts differ by how it was asked for. */
function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/]+/, '');
}

function publicUrl(url: unknown, find: (url: string) => QueueDefinition | undefined): unknown {
  return find(String(url))?.url ?? url;
}

/** All of them, since the ledger adds to them; a caller that asked for none would not look. */
function withSystemAttributes(input: JsonObject): JsonObject {
  const asked = [...list(input.AttributeNames), ...list(input.MessageSystemAttributeNames)];
  return asked.length === 0 ? input : { ...input, AttributeNames: [], MessageSystemAttributeNames: ['All'] };
}

function bySentTime(a: JsonObject, b: JsonObject): number {
  return Number(a.sentTimestamp) - Number(b.sentTimestamp);
}
