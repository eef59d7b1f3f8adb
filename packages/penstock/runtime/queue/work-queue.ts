import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { type Burial, letterOf } from './burial.ts';

/** The queue that a consumer's messages come from, and its dead-letter queue. */
export interface WorkQueue {
  /** Moves a message to the dead-letter queue, with the reason: as it is, or its beginning where both are too long. */
  bury(message: SQSRecord, burial: Burial): Promise<void>;
  /** Hides a message for so many seconds. */
  postpone(message: SQSRecord, seconds: number): Promise<void>;
}

/** Milliseconds to delete a message that is buried already. */
const DELETE_PATIENCE = 300;

/** @param burials makes the client that buries, at its first use */
export function sqsWorkQueue(
  client: SQSClient,
  burials: () => SQSClient,
  { url, deadLetterUrl }: { readonly url: string; readonly deadLetterUrl: string },
): WorkQueue {
  return {
    bury: async (message, burial) => {
      const { MessageGroupId } = message.attributes;
      await burials().send(
        new SendMessageCommand({
          QueueUrl: deadLetterUrl,
          ...letterOf(message, burial),
          ...(MessageGroupId !== undefined && { MessageGroupId }),
        }),
      );
      // At once, not with the batch: a neighbour that crashes the process would bring it back and bury it twice.
      // Should it fail, or take its time, the message is still done: Lambda deletes it with the batch.
      const gone = new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message.receiptHandle });
      await client.send(gone, { abortSignal: AbortSignal.timeout(DELETE_PATIENCE) }).catch(() => {});
    },
    postpone: async ({ receiptHandle }, seconds) => {
      await client.send(
        new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: receiptHandle, VisibilityTimeout: seconds }),
      );
    },
  };
}
