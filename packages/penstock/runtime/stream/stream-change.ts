import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';

export type Item = Record<string, AttributeValue>;

/** A change of an item, as a DynamoDB stream with new and old images tells it. */
export interface StreamChange {
  readonly streamRecord: DynamoDBRecord;
  /** Its place in the stream. */
  readonly sequenceNumber: string;
  readonly version: number;
  /** Absent for a new item. */
  readonly versionBefore?: number;
  /** Milliseconds since the epoch: when it was made, as the stream has it. */
  readonly at: number;
  /** The item as the change left it. Throws where it carries no event, or can't be read. */
  readonly item: () => Item;
}

/**
 * What the stream tells of a change. Never throws: a record that can't be read is a change whose item can't, so that it
 * is kept for a person and the others of its batch go on.
 */
export function changeOf(streamRecord: DynamoDBRecord): StreamChange {
  try {
    return readChange(streamRecord);
  } catch (error) {
    return {
      streamRecord,
      // Lambda takes an empty one, should it come to that, for the failure of the whole batch.
      sequenceNumber: '',
      version: Number.NaN,
      at: 0,
      item: () => {
        throw error;
      },
    };
  }
}

type Image = NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];

function readChange(streamRecord: DynamoDBRecord): StreamChange {
  const { SequenceNumber, NewImage, OldImage, ApproximateCreationDateTime } = streamRecord.dynamodb ?? {};
  return {
    streamRecord,
    sequenceNumber: typeof SequenceNumber === 'string' ? SequenceNumber : '',
    version: versionOf(NewImage),
    at: instantOf(ApproximateCreationDateTime),
    ...(OldImage !== undefined && { versionBefore: versionOf(OldImage) }),
    item: () => {
      if (NewImage?.event === undefined) throw new TypeError('The item carries no event');
      // Lambda's type has binaries as text, which no item of ours has.
      return NewImage as Item;
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
