import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { type DeadLetter, readDeadLetter } from './dead-letter.ts';

/** Dead letters that were received: hidden from others until they are deleted or released, or their time passes. */
export interface Hold {
  /** Receives dead letters up to `max` in all, ten at a time, each of them once. */
  receive(max: number): AsyncGenerator<readonly DeadLetter[]>;
  delete(deadLetter: DeadLetter): Promise<void>;
  /** How many are held. */
  readonly size: number;
  /** Shows those that are held to others again. */
  release(): Promise<void>;
}

/** Answers without a message after which a queue counts as empty: SQS asks a part of its servers each time. */
const emptyAnswers = 2;

/** @param hidden seconds for which a dead letter stays hidden, 12 hours at most */
export function holdDeadLetters(sqs: SQSClient, url: string, hidden: number): Hold {
  /** By the dead letters' ids. A dead letter that comes again has a new handle, and only that one counts. */
  const handles = new Map<string, string>();
  const deleted = new Set<string>();
  const seen = () => handles.size + deleted.size;
  return {
    async *receive(max) {
      for (let empty = 0; seen() < max && empty < emptyAnswers; ) {
        const deadLetters = await receiveSome(sqs, url, hidden, Math.min(10, max - seen()));
        empty = deadLetters.length === 0 ? empty + 1 : 0;
        const there = deadLetters.filter(({ id }) => !deleted.has(id));
        const fresh = there.filter(({ id }) => !handles.has(id));
        for (const { id, receiptHandle } of there) handles.set(id, receiptHandle);
        if (fresh.length > 0) yield fresh;
      }
    },
    delete: async ({ id }) => {
      await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: handles.get(id) }));
      handles.delete(id);
      deleted.add(id);
    },
    get size() {
      return handles.size;
    },
    release: () => release(sqs, url, [...handles.values()]),
  };
}

async function receiveSome(sqs: SQSClient, url: string, hidden: number, most: number): Promise<readonly DeadLetter[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: most,
      VisibilityTimeout: hidden,
      WaitTimeSeconds: 1,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    }),
  );
  return Messages.map(readDeadLetter);
}

async function release(sqs: SQSClient, url: string, handles: readonly string[]): Promise<void> {
  for (let start = 0; start < handles.length; start += 10) {
    const Entries = handles
      .slice(start, start + 10)
      .map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle, VisibilityTimeout: 0 }));
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }));
  }
}
