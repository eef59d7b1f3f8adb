import { ChangeMessageVisibilityBatchCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type Letter, letterOf } from './letter.ts';

/** Seconds that letters stay hidden from others while they are looked at; what is not deleted is shown again sooner. */
const hidden = 120;
/** Answers without a message after which a queue counts as empty: SQS asks a part of its servers each time. */
const emptyAnswers = 2;

/** Receives up to `max` letters, ten at a time. Each is hidden until it is released, deleted, or two minutes pass. */
export async function* receive(sqs: SQSClient, url: string, max: number): AsyncGenerator<readonly Letter[]> {
  const seen = new Set<string>();
  for (let empty = 0; seen.size < max && empty < emptyAnswers; ) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: Math.min(10, max - seen.size),
        VisibilityTimeout: hidden,
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
    );
    const letters = Messages.map(letterOf).filter(({ id }) => !seen.has(id));
    for (const { id } of letters) seen.add(id);
    empty = letters.length === 0 ? empty + 1 : 0;
    if (letters.length > 0) yield letters;
  }
}

/** Shows letters to others again. */
export async function release(sqs: SQSClient, url: string, letters: readonly Letter[]): Promise<void> {
  for (let start = 0; start < letters.length; start += 10) {
    const Entries = letters
      .slice(start, start + 10)
      .map(({ receiptHandle }, index) => ({ Id: String(index), ReceiptHandle: receiptHandle, VisibilityTimeout: 0 }));
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }));
  }
}

/** Looks at up to `max` letters and leaves them where they are, oldest first. */
export async function browse(sqs: SQSClient, url: string, max: number): Promise<readonly Letter[]> {
  const letters: Letter[] = [];
  try {
    for await (const some of receive(sqs, url, max)) letters.push(...some);
  } finally {
    await release(sqs, url, letters);
  }
  return letters.toSorted((a, b) => a.sentAt.getTime() - b.sentAt.getTime());
}
