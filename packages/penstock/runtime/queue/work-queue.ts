import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { type DeadLetterCause, deadLetterOf } from './dead-letter.ts';

/** The queue that a consumer's messages come from, and its dead-letter queue. */
export interface WorkQueue {
  /** Moves a message to the dead-letter queue, with the reason: as it is, or its beginning where both are too long. */
  moveToDeadLetterQueue(message: SQSRecord, cause: DeadLetterCause): Promise<void>;
  /** Hides a message for so many seconds. */
  postpone(message: SQSRecord, seconds: number): Promise<void>;
}

/** Milliseconds to delete a message that is in the dead-letter queue already. */
const DELETE_TIMEOUT_MS = 300;

/** @param deadLetters makes the client that sends to the dead-letter queue, at its first use */
export function sqsWorkQueue(
  client: SQSClient,
  deadLetters: () => SQSClient,
  { url, deadLetterUrl }: { readonly url: string; readonly deadLetterUrl: string },
): WorkQueue {
  return {
    moveToDeadLetterQueue: async (message, cause) => {
      const { MessageGroupId } = message.attributes;
      await deadLetters().send(
        new SendMessageCommand({
          QueueUrl: deadLetterUrl,
          ...deadLetterOf(message, cause),
          ...(MessageGroupId !== undefined && { MessageGroupId }),
        }),
      );
      // At once, not with the batch: a neighbour that crashes the process would bring it back and move it twice.
      // Should it fail, or take its time, the message is still done: Lambda deletes it with the batch.
      const gone = new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message.receiptHandle });
      await client.send(gone, { abortSignal: AbortSignal.timeout(DELETE_TIMEOUT_MS) }).catch(() => {});
    },
    postpone: async ({ receiptHandle }, seconds) => {
      await client.send(
        new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: receiptHandle, VisibilityTimeout: seconds }),
      );
    },
  };
}
