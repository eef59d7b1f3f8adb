import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteMessageCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Console } from '../console.ts';
import type { Target } from '../target.ts';
import { OpsError } from '../user-error.ts';
import { type DeadLetterQueue, urlOf } from './dead-letter-queues.ts';
import type { Letter } from './letter.ts';
import { receive, release } from './receive.ts';

export interface MoveSome {
  readonly target: Target;
  readonly queue: DeadLetterQueue;
  readonly wanted: (letter: Letter) => boolean;
  readonly messages: number;
  readonly rate: number | undefined;
}

/**
 * Sends letters back one by one, the body as it first came and nothing of how it failed. Each is deleted only after it
 * was sent: interrupted in between, it is there twice, which consumers bear.
 */
export async function moveSome(move: MoveSome, console: Console): Promise<void> {
  const { target, queue, wanted, messages } = move;
  const { sqs } = target;
  const began = Date.now();
  const urls = new Map<string, Promise<string>>();
  const kept: Letter[] = [];
  let moved = 0;
  try {
    for await (const letters of receive(sqs, queue.url, messages)) {
      // What came back since then failed again: it is not sent round in a circle.
      const due = letters.filter((letter) => wanted(letter) && letter.enteredAt.getTime() < began);
      kept.push(...letters.filter((letter) => !due.includes(letter)));
      for (const [index, letter] of due.entries()) {
        if (console.signal.aborted) {
          kept.push(...due.slice(index));
          throw new OpsError(`Stopped after ${moved} messages; the others are still there.`);
        }
        await moveOne(sqs, queue.url, await destinationOf(letter, move, urls), letter);
        moved++;
        console.progress(`${moved} moved, ${kept.length} left, of ${messages}`);
        if (move.rate !== undefined)
          await sleep(1_000 / move.rate, undefined, { signal: console.signal }).catch(() => {});
      }
    }
  } finally {
    console.done();
    await release(sqs, queue.url, kept);
  }
}

async function moveOne(sqs: SQSClient, from: string, to: string, letter: Letter): Promise<void> {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: to,
      MessageBody: bodyOf(letter),
      ...(letter.group !== undefined && { MessageGroupId: letter.group }),
    }),
  );
  await sqs.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle: letter.receiptHandle }));
}

function destinationOf(letter: Letter, { target, queue }: MoveSome, urls: Map<string, Promise<string>>) {
  const own = `penstock-${target.stage}-${queue.name.replace(/-dlq$/, '')}`;
  const name = queue.holds === 'messages' ? own : (letter.targetArn?.split(':').at(-1) ?? own);
  const url = urls.get(name) ?? urlOf(target.sqs, name);
  urls.set(name, url);
  return url;
}

/** The rules send a queue the event's detail (`InputPath`), and their dead-letter queue the whole event. */
function bodyOf({ body, targetArn }: Letter): string {
  if (targetArn === undefined) return body;
  const { detail }: { detail?: unknown } = JSON.parse(body);
  return JSON.stringify(detail);
}
