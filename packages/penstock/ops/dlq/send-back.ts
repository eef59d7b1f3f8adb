import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Target } from '../target.ts';
import type { DeadLetter } from './dead-letter.ts';
import { type DeadLetterQueue, sourceName, urlOf } from './dead-letter-queues.ts';
import { queueJson } from './queue-text.ts';

/**
 * Sends dead letters of a queue back, the body as it first came and nothing of how it failed. A dead letter is deleted only after
 * it was sent: interrupted in between, it is there twice, which consumers bear.
 *
 * @returns what sends one, and answers false where the dead letter does not say where to
 */
export function senderOf(target: Target, queue: DeadLetterQueue): (deadLetter: DeadLetter) => Promise<boolean> {
  const urls = new Map<string, string>();
  return async (deadLetter) => {
    const name = queue.holds === 'messages' ? sourceName(target, queue) : queueNameOf(deadLetter.targetArn);
    if (name === undefined) return false;
    const url = urls.get(name) ?? (await urlOf(target.sqs, name));
    urls.set(name, url);
    await target.sqs.send(
      new SendMessageCommand({
        QueueUrl: url,
        MessageBody: bodyOf(deadLetter),
        ...(deadLetter.group !== undefined && { MessageGroupId: deadLetter.group }),
      }),
    );
    return true;
  };
}

const queueNameOf = (arn = ''): string | undefined => /^arn:[^:]+:sqs:[^:]*:[^:]*:([^:]+)$/.exec(arn)?.[1];

/** The rules send a queue the event's detail (`InputPath`), and their dead-letter queue the whole event. */
function bodyOf({ body, targetArn }: DeadLetter): string {
  if (targetArn === undefined) return body;
  try {
    const event: unknown = JSON.parse(body);
    const { 'detail-type': type, detail } = Object(event);
    return type === undefined ? body : queueJson(detail);
  } catch {
    return body;
  }
}
