import { randomUUID } from 'node:crypto';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { Console } from '../../cli/console.ts';
import { UserError } from '../../cli/user-error.ts';
import { browse } from '../dlq/browse.ts';
import { type DeadLetterQueue, depthOf, findDeadLetterQueue, sourceName, urlOf } from '../dlq/dead-letter-queues.ts';
import type { Target } from '../target.ts';

/** The messages of one drill, which no consumer can read, and the queues that they go through. */
export interface DrillMessages {
  readonly queue: DeadLetterQueue;
  /** The work queue, with the stage's prefix. */
  readonly source: string;
  send(count: number): Promise<void>;
  /** How many messages the work queue has, those in flight included. */
  backlog(): Promise<number>;
  /** The ids that they have in the dead-letter queue. */
  deadLetters(): Promise<readonly string[]>;
  /** Waits until so many are in the dead-letter queue. @throws UserError when they do not come */
  arrival(count: number): Promise<readonly string[]>;
}

const stepMs = 250;
const patienceMs = 60_000;

/** @throws UserError where the stage has no such queue, or it holds no messages of a queue */
export async function drillMessages(target: Target, name: string, console: Console): Promise<DrillMessages> {
  const { sqs } = target;
  const queue = await findDeadLetterQueue(target, name);
  if (queue.holds !== 'messages') {
    throw new UserError(`${queue.name} belongs to no queue of a consumer, so there is nothing to send a message to.`);
  }
  const source = sourceName(target, queue);
  const url = await urlOf(sqs, source);
  const mark = `drill-${randomUUID()}`;
  const deadLetters = async () => {
    const { messages } = await depthOf(sqs, queue.url);
    const found = messages === 0 ? [] : await browse(sqs, queue.url, messages, console.signal);
    return found.filter(({ body }) => body.includes(mark)).map(({ id }) => id);
  };
  return {
    queue,
    source,
    send: async (count) => {
      for (let from = 0; from < count; from += 10) {
        const batch = Array.from({ length: Math.min(10, count - from) }, (_, index) => ({
          Id: String(index),
          MessageBody: JSON.stringify({ drill: mark, number: from + index + 1 }),
        }));
        await sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries: batch }));
      }
    },
    backlog: async () => (await depthOf(sqs, url)).messages,
    deadLetters,
    arrival: async (count) => {
      const deadline = Date.now() + patienceMs;
      for (;;) {
        const ids = await deadLetters();
        if (ids.length >= count) return ids;
        if (console.signal.aborted) throw new UserError(`Stopped. ${left(queue.name)}`);
        if (Date.now() > deadline) {
          throw new UserError(
            `${ids.length} of ${count} messages are in ${queue.name} after ${patienceMs / 1000} s: does the consumer of ${source} run? ${left(queue.name)}`,
          );
        }
        await console.pause(stepMs);
      }
    },
  };
}

const left = (name: string): string =>
  `What the drill sent is left: npm run events -- dlq show ${name} --local shows it.`;
