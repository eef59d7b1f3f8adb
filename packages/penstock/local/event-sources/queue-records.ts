import { type JsonObject, list, object, parseJson } from '../json.ts';
import type { QueueMapping } from './definition.ts';

/** A message as Lambda hands it to a function. */
export interface QueueRecord extends JsonObject {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event */
export function recordOf(message: JsonObject, { sourceArn, queue }: QueueMapping): QueueRecord {
  const attributes = Object.entries(object(message.MessageAttributes)).map(([name, value]) => [
    name,
    attributeOf(object(value)),
  ]);
  return {
    messageId: String(message.MessageId),
    receiptHandle: String(message.ReceiptHandle),
    body: String(message.Body),
    attributes: object(message.Attributes),
    messageAttributes: Object.fromEntries(attributes),
    md5OfBody: message.MD5OfBody,
    ...(message.MD5OfMessageAttributes === undefined ? {} : { md5OfMessageAttributes: message.MD5OfMessageAttributes }),
    eventSource: 'aws:sqs',
    eventSourceARN: sourceArn,
    awsRegion: queue.region,
  };
}

function attributeOf({ StringValue, BinaryValue, DataType }: JsonObject): JsonObject {
  return {
    ...(StringValue === undefined ? {} : { stringValue: StringValue }),
    ...(BinaryValue === undefined ? {} : { binaryValue: BinaryValue }),
    stringListValues: [],
    binaryListValues: [],
    dataType: DataType,
  };
}

/** What filters look at: a body that is JSON as what it says. */
export function filterView(record: QueueRecord): JsonObject {
  return { ...record, body: parseJson(record.body) ?? record.body };
}

/** How often a message was received, this time included. */
export function receiveCount(record: JsonObject): number {
  return Number(object(record.attributes).ApproximateReceiveCount ?? 1);
}

/** Parts of ten: the most that a batch operation of SQS takes. */
export function tens<T>(items: readonly T[]): readonly T[][] {
  return list(items).flatMap((_, index) => (index % 10 === 0 ? [items.slice(index, index + 10)] : []));
}
