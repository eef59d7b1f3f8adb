import type { NotifyHop } from '../hops.ts';
import { isObject, type JsonObject, list, object, text } from '../json.ts';
import { lazy } from '../lazy.ts';
import type { RetainedMessages } from '../retained.ts';
import { checkedCall } from './checked-call.ts';
import { createQueueClock, type QueueClock } from './clock.ts';
import type { QueueDefinition } from './definition.ts';
import { noQueueEngine, type QueueEngine, type QueueReply, startQueueEngine } from './engine.ts';
import { createMoveTasks } from './move-tasks.ts';
import { QueueRefusal } from './refusal.ts';

/** The queues of a stage on an SQS server, with what that server lacks. */
export interface Queues {
  readonly definitions: readonly QueueDefinition[];
  find(arnOrUrl: string): QueueDefinition | undefined;
  /** One operation of SQS, whoever asks. */
  call(operation: string, input: JsonObject): Promise<QueueReply>;
  /** Sends as a service of AWS does. @throws QueueRefusal when the queue does not take the message */
  deliver(queue: QueueDefinition, message: JsonObject): Promise<void>;
  /** The messages of a queue in any state, oldest first, untouched. @throws LocalError for an unknown queue */
  messages(name: string): Promise<readonly JsonObject[]>;
  /** How many messages a queue has. @throws LocalError for an unknown queue */
  depth(name: string): QueueDepth;
  /** Real milliseconds for which a message stays hidden once it is received. */
  hiddenFor(queue: QueueDefinition): number;
  /** A fault: the message comes again after so many real milliseconds, whatever becomes of this delivery. */
  comeAgain(queue: QueueDefinition, receiptHandle: string, after: number): Promise<void>;
  close(): Promise<void>;
}

/** Queues that come, change and go. */
export interface ManagedQueues extends Queues {
  /** Creates a queue, or gives it other attributes. @throws LocalError when the SQS server does not take them */
  put(definition: QueueDefinition): Promise<void>;
  /** @param keepsMessages whether they are there again once a queue of its name is */
  remove(url: string, keepsMessages: boolean): Promise<void>;
  /** Gives the queues that are there what is said of them elsewhere: their policies and keys. */
  define(definitions: readonly QueueDefinition[]): void;
}

export interface QueueDepth {
  /** Messages that anyone may receive. */
  readonly visible: number;
  /** Messages that were received, and are hidden for a while. */
  readonly inFlight: number;
  /** Messages that were sent with a delay. */
  readonly delayed: number;
}

export interface QueuesOptions {
  /** How many times faster the queues' time goes; 1 by default. */
  readonly speed?: number;
  /** Where messages outlive this process; absent: nowhere. */
  readonly retained?: RetainedMessages;
  readonly notify?: NotifyHop;
}

/** @throws LocalError when the SQS server does not take a queue as declared */
export async function startQueues(
  definitions: readonly QueueDefinition[],
  region: string,
  { speed = 1, retained, notify = () => {} }: QueuesOptions = {},
): Promise<ManagedQueues> {
  const clock = createQueueClock(speed);
  // A stage without queues starts no engine.
  let engine = noQueueEngine;
  const start = lazy(async () => {
    engine = await startQueueEngine(region, retained);
  });
  const byPath = new Map<string, QueueDefinition>();
  const byArn = new Map<string, QueueDefinition>();
  const note = (definition: QueueDefinition) => {
    byPath.set(pathOf(definition.url), definition);
    byArn.set(definition.arn, definition);
  };
  const all = () => [...byPath.values()];
  const find = (arnOrUrl: string) => byArn.get(arnOrUrl) ?? byPath.get(pathOf(arnOrUrl));
  /** A handle is of the queue that gave it out; one that was deleted may come again. */
  const isReceiptOf = (queue: QueueDefinition | undefined) => (handle: string) =>
    /^[0-9a-f-]{36}$/.test(handle) &&
    all().every((other) => other === queue || !engine.queue(other.name).inflightMessages.has(handle));
  const call = (operation: string, input: JsonObject): Promise<QueueReply> =>
    checkedCall(operation, input, isReceiptOf(find(text(input.QueueUrl) ?? '')), ask);
  const ask = async (operation: string, input: JsonObject): Promise<QueueReply> => {
    const extra = tasks.operations[operation];
    if (extra !== undefined) return extra(input);
    const queue = find(text(input.QueueUrl) ?? '');
    const asked = operation === 'ReceiveMessage' ? withSystemAttributes(input) : input;
    const reply = await engine.send(operation, clock.request(operation, asked, queue?.visibilityTimeout));
    const complete = completions[operation];
    if (reply.status >= 400 || complete === undefined) return reply;
    return { status: 200, body: complete({ answer: reply.body, queue, engine, clock, find }) };
  };
  const tasks = createMoveTasks({ definitions: all, find, call, notify });
  const put = async (definition: QueueDefinition) => {
    await start();
    const { name, url, attributes } = definition;
    if (find(url) === undefined) await engine.create(name, attributes);
    else await engine.change(name, attributes);
    note(definition);
  };
  for (const definition of definitions) await put(definition);
  return {
    get definitions() {
      return all();
    },
    put,
    remove: async (url, keepsMessages) => {
      const queue = find(url);
      if (queue === undefined) return;
      byPath.delete(pathOf(url));
      byArn.delete(queue.arn);
      await engine.remove(queue.name, keepsMessages);
    },
    define: (next) => {
      for (const definition of next) if (find(definition.url) !== undefined) note(definition);
    },
    find,
    call,
    deliver: async (queue, message) => {
      const { status, body } = await call('SendMessage', { QueueUrl: queue.url, ...message });
      if (status !== 200) throw new QueueRefusal(queue.name, status, body);
    },
    messages: async (name) => {
      const { messages, inflightMessages, delayedMessages } = engine.queue(name);
      const held = [...inflightMessages.values()].map(({ message }) => message);
      const all = [...messages, ...held, ...delayedMessages];
      return all.toSorted((a, b) => a.sentTimestamp - b.sentTimestamp).map((message) => ({ ...message }));
    },
    depth: (name) => {
      const { messages, inflightMessages, delayedMessages } = engine.queue(name);
      // The engine shows a message again when it is asked for one.
      const hidden = [...inflightMessages.values()].filter(({ visibilityDeadline }) => visibilityDeadline > Date.now());
      const shown = inflightMessages.size - hidden.length;
      return { visible: messages.length + shown, inFlight: hidden.length, delayed: delayedMessages.length };
    },
    hiddenFor: ({ visibilityTimeout }) => clock.hidden(visibilityTimeout) * 1000,
    comeAgain: async ({ url }, ReceiptHandle, after) => {
      // 0 would show it at once, before this delivery has begun.
      const VisibilityTimeout = Math.max(1, after) / 1000;
      await engine.send('ChangeMessageVisibility', { QueueUrl: url, ReceiptHandle, VisibilityTimeout });
    },
    close: async () => {
      tasks.close();
      await engine.close();
    },
  };
}

interface EngineAnswer {
  readonly answer: JsonObject;
  readonly queue: QueueDefinition | undefined;
  readonly engine: QueueEngine;
  readonly clock: QueueClock;
  readonly find: (url: string) => QueueDefinition | undefined;
}

/** What is done to the engine's answer before the caller gets it. */
const completions: Readonly<Record<string, (answer: EngineAnswer) => JsonObject>> = {
  GetQueueUrl: ({ answer, find }) => ({ QueueUrl: publicUrl(answer.QueueUrl, find) }),
  ListQueues: ({ answer, find }) => ({
    ...answer,
    QueueUrls: list(answer.QueueUrls).map((url) => publicUrl(url, find)),
  }),
  ReceiveMessage: ({ answer, queue, engine, clock }) => {
    if (queue === undefined || answer.Messages === undefined) return answer;
    const { inflightMessages } = engine.queue(queue.name);
    const withSource = (message: JsonObject): JsonObject => {
      const source = inflightMessages.get(String(message.ReceiptHandle))?.message.source;
      if (source === undefined || message.Attributes === undefined) return message;
      return { ...message, Attributes: { ...object(message.Attributes), DeadLetterQueueSourceArn: source } };
    };
    return { Messages: list(answer.Messages).filter(isObject).map(withSource).map(clock.received) };
  },
};

/** Only the path of a queue's URL names it: hosts differ by how it was asked for. */
function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/]+/, '');
}

function publicUrl(url: unknown, find: (url: string) => QueueDefinition | undefined): unknown {
  return find(String(url))?.url ?? url;
}

/** All of them, since what is added is one more; a caller that asked for none would not look. */
function withSystemAttributes(input: JsonObject): JsonObject {
  const asked = [...list(input.AttributeNames), ...list(input.MessageSystemAttributeNames)];
  return asked.length === 0 ? input : { ...input, AttributeNames: [], MessageSystemAttributeNames: ['All'] };
}
