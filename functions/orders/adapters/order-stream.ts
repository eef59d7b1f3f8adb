import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { OrderChange } from '../domain/relay.ts';
import { recordOf } from './order-item.ts';

/** A change together with the stream's record of it. */
export interface StreamedChange extends OrderChange {
  readonly streamRecord: DynamoDBRecord;
}

/** What a DynamoDB stream with new and old images tells about a change of an order. */
export function changeOf(streamRecord: DynamoDBRecord): StreamedChange {
  const { SequenceNumber = '', NewImage, OldImage, ApproximateCreationDateTime } = streamRecord.dynamodb ?? {};
  return {
    streamRecord,
    sequenceNumber: SequenceNumber,
    version: Number(NewImage?.version?.N),
    // Seconds. Without it a change is as old as can be: it is kept aside rather than lost.
    at: (ApproximateCreationDateTime ?? 0) * 1000,
    ...(OldImage !== undefined && { versionBefore: Number(OldImage.version?.N) }),
    order: () => {
      if (NewImage?.event === undefined) throw new TypeError('The item carries no event');
      // Lambda's type has binaries as text, which no order has.
      return recordOf(NewImage as Record<string, AttributeValue>);
    },
  };
}
