import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type MessageAttributeValue,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';

/** Why a message is in the dead-letter queue: its attributes there. */
export interface Burial {
  readonly reason: string;
  readonly detail: string;
  readonly consumer: string;
  readonly attempts: number;
}

/** The queue that a consumer's messages come from, and its dead-letter queue. */
export interface WorkQueue {
  /** Moves a message to the dead-letter queue as it is, with the reason. */
  bury(message: SQSRecord, burial: Burial): Promise<void>;
  /** Hides a message for so many seconds. */
  postpone(message: SQSRecord, seconds: number): Promise<void>;
}

/** Milliseconds to delete a message that is buried already. */
export const DELETE_PATIENCE = 300;
const MAX_DETAIL = 512;
/** Characters that SQS takes neither in a body nor in an attribute. */
const REFUSED = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

export function sqsWorkQueue(
  client: SQSClient,
  { url, deadLetterUrl }: { readonly url: string; readonly deadLetterUrl: string },
): WorkQueue {
  return {
    bury: async (message, burial) => {
      const { MessageGroupId } = message.attributes;
      await client.send(
        new SendMessageCommand({
          QueueUrl: deadLetterUrl,
          MessageBody: message.body,
          MessageAttributes: attributesOf(message, burial),
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

function attributesOf(message: SQSRecord, { reason, detail, consumer, attempts }: Burial) {
  const text = (value: string): MessageAttributeValue => ({
    DataType: 'String',
    StringValue: value.toWellFormed().replace(REFUSED, '\ufffd').slice(0, MAX_DETAIL).toWellFormed() || '-',
  });
  return {
    reason: text(reason),
    detail: text(detail),
    consumer: text(consumer),
    attempts: { DataType: 'Number', StringValue: String(attempts) },
    originalMessageId: text(message.messageId),
    sentAt: text(new Date(Number(message.attributes.SentTimestamp)).toISOString()),
  };
}
