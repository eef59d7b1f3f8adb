import { StringDecoder } from 'node:string_decoder';
import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { MAX_MESSAGE_BYTES, toSqsAttribute, toSqsText } from '../aws/sqs-text.ts';

/** Why a message is in the dead-letter queue: its attributes there. */
export interface DeadLetterCause {
  readonly reason: string;
  readonly detail: string;
  readonly consumer: string;
  readonly attempts: number;
}

export interface DeadLetter {
  readonly MessageBody: string;
  readonly MessageAttributes: Record<string, MessageAttributeValue>;
}

/**
 * A message as it is sent to the dead-letter queue. One that fills SQS's limit has no room for the reason: it is cut,
 * and says how long it was, because a send that is refused each time would keep it in its queue until the receive count
 * ends it.
 */
export function deadLetterOf(message: SQSRecord, cause: DeadLetterCause): DeadLetter {
  const MessageAttributes = attributesOf(message, cause);
  const MessageBody = toSqsText(message.body);
  const bytes = Buffer.byteLength(MessageBody);
  if (bytes + sizeOf(MessageAttributes) <= MAX_MESSAGE_BYTES) return { MessageBody, MessageAttributes };
  const attributes = { ...MessageAttributes, originalBytes: { DataType: 'Number', StringValue: String(bytes) } };
  const kept = Buffer.from(MessageBody).subarray(0, MAX_MESSAGE_BYTES - sizeOf(attributes));
  // Leaves out a character that the cut went through.
  return { MessageBody: new StringDecoder('utf8').write(kept), MessageAttributes: attributes };
}

function attributesOf(message: SQSRecord, { reason, detail, consumer, attempts }: DeadLetterCause) {
  return {
    reason: toSqsAttribute(reason),
    detail: toSqsAttribute(detail),
    consumer: toSqsAttribute(consumer),
    attempts: { DataType: 'Number', StringValue: String(attempts) },
    originalMessageId: toSqsAttribute(message.messageId),
    sentAt: toSqsAttribute(new Date(Number(message.attributes.SentTimestamp)).toISOString()),
  };
}

const sizeOf = (attributes: DeadLetter['MessageAttributes']): number =>
  Object.entries(attributes)
    .flatMap(([name, { DataType, StringValue }]) => [name, String(DataType), String(StringValue)])
    .reduce((sum, part) => sum + Buffer.byteLength(part), 0);
