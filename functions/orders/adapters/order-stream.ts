import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { OrderChange } from '../domain/relay.ts';
import { recordOf } from './order-item.ts';

/** A change together with the stream's record of it. */
export interface StreamedChange extends OrderChange {
  readonly streamRecord: DynamoDBRecord;
}

/**
 * What a DynamoDB stream with new and old images tells about a change of an order. Never throws: a record that can't be
 * read is a change whose order can't, so that it is kept for a person and the others of its batch go on.
 */
export function changeOf(streamRecord: DynamoDBRecord): StreamedChange {
  try {
    return readChange(streamRecord);
  } catch (error) {
    return {
      streamRecord,
      // Lambda takes an empty one, should it come to that, for the failure of the whole batch.
      sequenceNumber: '',
      version: Number.NaN,
      at: 0,
      order: () => {
        throw error;
      },
    };
  }
}

type Image = NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];

function readChange(streamRecord: DynamoDBRecord): StreamedChange {
  const { SequenceNumber, NewImage, OldImage, ApproximateCreationDateTime } = streamRecord.dynamodb ?? {};
  return {
    streamRecord,
    sequenceNumber: typeof SequenceNumber === 'string' ? SequenceNumber : '',
    version: versionOf(NewImage),
    at: instantOf(ApproximateCreationDateTime),
    ...(OldImage !== undefined && { versionBefore: versionOf(OldImage) }),
    order: () => {
      if (NewImage?.event === undefined) throw new TypeError('The item carries no event');
      // Lambda's type has binaries as text, which no order has.
      return recordOf(NewImage as Record<string, AttributeValue>);
    },
  };
}

/** NaN, which equals no other version, where there is none: such a change is looked at, and not passed over. */
function versionOf(image: Image): number {
  const digits: unknown = image?.version?.N;
  return typeof digits === 'string' && digits !== '' ? Number(digits) : Number.NaN;
}

/** From seconds. Without them a change is as old as can be: it is kept aside rather than lost. */
const instantOf = (seconds: unknown): number => (Number.isFinite(seconds) ? Number(seconds) * 1000 : 0);
