import { StringDecoder } from 'node:string_decoder';
import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';

/** Why a message is in the dead-letter queue: its attributes there. */
export interface Burial {
  readonly reason: string;
  readonly detail: string;
  readonly consumer: string;
  readonly attempts: number;
}

export interface Letter {
  readonly MessageBody: string;
  readonly MessageAttributes: Record<string, MessageAttributeValue>;
}

/** Bytes of a message with its attributes, their names and types included (SQS quotas). */
const MAX_MESSAGE_BYTES = 1024 * 1024;
const MAX_DETAIL = 512;
/** Characters that SQS takes neither in a body nor in an attribute. */
const REFUSED = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/**
 * A message as it is buried. One that fills SQS's limit has no room for the reason: it is cut, and says how long it was,
 * because a send that is refused each time would keep it in its queue until the receive count ends it.
 */
export function letterOf(message: SQSRecord, burial: Burial): Letter {
  const MessageAttributes = attributesOf(message, burial);
  const bytes = Buffer.byteLength(message.body);
  if (bytes + sizeOf(MessageAttributes) <= MAX_MESSAGE_BYTES) return { MessageBody: message.body, MessageAttributes };
  const attributes = { ...MessageAttributes, originalBytes: { DataType: 'Number', StringValue: String(bytes) } };
  const kept = Buffer.from(message.body).subarray(0, MAX_MESSAGE_BYTES - sizeOf(attributes));
  // Leaves out a character that the cut went through.
  return { MessageBody: new StringDecoder('utf8').write(kept), MessageAttributes: attributes };
}

function attributesOf(message: SQSRecord, { reason, detail, consumer, attempts }: Burial) {
  return {
    reason: text(reason),
    detail: text(detail),
    consumer: text(consumer),
    attempts: { DataType: 'Number', StringValue: String(attempts) },
    originalMessageId: text(message.messageId),
    sentAt: text(new Date(Number(message.attributes.SentTimestamp)).toISOString()),
  };
}

const text = (value: string): MessageAttributeValue => ({
  DataType: 'String',
  StringValue: value.toWellFormed().replace(REFUSED, '\ufffd').slice(0, MAX_DETAIL).toWellFormed() || '-',
});

const sizeOf = (attributes: Letter['MessageAttributes']): number =>
  Object.entries(attributes)
    .flatMap(([name, { DataType = '', StringValue = '' }]) => [name, DataType, StringValue])
    .reduce((sum, part) => sum + Buffer.byteLength(part), 0);
