import { LocalError } from '../problems.ts';
import type { EngineQueue, HeldMessage } from './engine-queue.ts';
import { quietGroupsFirst } from './fairness.ts';
import { isMessageText } from './message-text.ts';

/** What fauxqs tells of each change, so that messages outlive it. */
export interface MessageKeeper {
  insertMessage(queueName: string, message: HeldMessage): void;
  deleteMessage(messageId: string): void;
  updateMessageInflight(id: string, handle: string, deadline: number, count: number, first: number | undefined): void;
  updateMessageReady(messageId: string): void;
  deleteQueueMessages(queueName: string): void;
  insertQueue(): void;
  deleteQueue(): void;
  updateQueueAttributes(): void;
}

export interface EngineStore {
  persistence?: MessageKeeper;
  getQueueByName(name: string): EngineQueue | undefined;
}

/**
 * The store of an SQS server that is about to start. fauxqs takes one but does not export it, and only its store knows
 * what is ready and in flight; the version is pinned, and tests show that what is used here is there.
 */
export async function createEngineStore(): Promise<EngineStore> {
  const { SqsStore } = (await importInner('sqs/sqsStore.js')) as { readonly SqsStore: new () => EngineStore };
  return new SqsStore();
}

/**
 * Makes fauxqs ask this cloud which characters a message may have. Its own expression (2.4.1) takes each half of a
 * surrogate pair for a character and so refuses all beyond U+FFFF, which SQS takes. Every check goes through the one
 * object that is changed here: https://github.com/kibertoad/fauxqs/issues/278
 *
 * @throws LocalError when the check is not where it was
 */
export async function replaceCharacterCheck(): Promise<void> {
  const { INVALID_MESSAGE_BODY_CHAR: check } = (await importInner('sqs/sqsTypes.js')) as {
    readonly INVALID_MESSAGE_BODY_CHAR?: { test(body: unknown): boolean };
  };
  if (check === undefined) throw new LocalError('fauxqs has no INVALID_MESSAGE_BODY_CHAR: is it still version 2.4.1?');
  check.test = (body) => !isMessageText(String(body));
}

const importInner = (file: string): Promise<unknown> => import(new URL(file, import.meta.resolve('fauxqs')).href);

/** Messages that were sent but not answered yet: so far fauxqs forgets their group. */
export interface Staging {
  /** Puts the message into its queue. */
  release(messageId: string, group: string | undefined): void;
}

/** Makes a queue fair, and lets its messages remember their group and the queue that they come from. */
export function refine(queue: EngineQueue): Staging {
  const staged = new Map<string, HeldMessage>();
  const enqueue = queue.enqueue.bind(queue);
  const dequeue = queue.dequeue.bind(queue);
  const take = (message: HeldMessage) => {
    if (message.queue !== undefined && message.queue !== queue.arn) message.source = message.queue;
    message.queue = queue.arn;
    enqueue(message);
  };
  queue.enqueue = (message) => {
    const isNew = message.queue === undefined;
    if (isNew) staged.set(message.messageId, message);
    else take(message);
  };
  queue.dequeue = (most, ...more) => {
    queue.processTimers();
    quietGroupsFirst(queue, Math.min(most, 10));
    return dequeue(most, ...more);
  };
  return {
    release: (messageId, group) => {
      const message = staged.get(messageId);
      staged.delete(messageId);
      if (message === undefined) return;
      if (group !== undefined) message.messageGroupId = group;
      take(message);
    },
  };
}
