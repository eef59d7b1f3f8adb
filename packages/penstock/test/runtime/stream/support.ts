import type { DynamoDBRecord } from 'aws-lambda';
import { fromItem, toItem } from '../../../runtime/aws/attribute-value.ts';
import { type CloudEvent, type OutboxItem, outboxEvent } from '../../../runtime/outbox/cloud-event.ts';
import type { Item } from '../../../runtime/stream/stream-change.ts';

/** A thing with an outbox: a note with a text. */
export const note = (id: string, text = 'hello', over: Record<string, unknown> = {}) => ({
  tenant: 'acme',
  id,
  version: 1,
  updatedAt: '2026-11-22T12:00:00.000Z',
  text,
  event: {
    type: 'notes.note.written.v1',
    correlationId: 'c-1',
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  },
  ...over,
});

export const eventOf = (item: Item): CloudEvent => {
  const { text, ...rest } = fromItem(item);
  return outboxEvent(rest as unknown as OutboxItem, '/test/notes', { note: { text } });
};

export const noteEvent = (id: string, text?: string, over: Record<string, unknown> = {}): CloudEvent => {
  const record = note(id, text, over);
  return outboxEvent(record, '/test/notes', { note: { text: record.text } });
};

let sequence = 100;

/** A change as the stream tells it. */
export function streamed(after: object, before?: object): DynamoDBRecord {
  sequence += 1;
  const image = (value: object) => toItem(value) as NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];
  return {
    eventName: before === undefined ? 'INSERT' : 'MODIFY',
    dynamodb: {
      SequenceNumber: String(sequence),
      ApproximateCreationDateTime: 1_795_648_622,
      ...{ NewImage: image(after) },
      ...(before !== undefined && { OldImage: image(before) }),
    } as DynamoDBRecord['dynamodb'] & object,
  };
}
