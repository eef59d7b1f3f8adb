import { describe, expect, it } from '@jest/globals';
import type { DynamoDBRecord } from 'aws-lambda';
import { changeOf } from '../../../runtime/stream/stream-change.ts';

describe('a change that the stream tells of', () => {
  it('was made when the stream says, in milliseconds', () => {
    expect(changeOf({ dynamodb: { ApproximateCreationDateTime: 1_795_648_622 } }).at).toBe(1_795_648_622_000);
  });

  it.each([{}, { ApproximateCreationDateTime: 'yesterday' }, { ApproximateCreationDateTime: Number.NaN }])(
    'is as old as can be where the stream does not say when: it is kept rather than lost (%j)',
    (dynamodb) => {
      expect(changeOf({ dynamodb } as DynamoDBRecord).at).toBe(0);
    },
  );

  it.each([
    ['no', {}],
    ['an empty', { version: { N: '' } }],
    ['a textual', { version: { S: '1' } }],
    ['a numeric', { version: { N: 1 } }],
  ])('with %s version equals no other, so that it is looked at', (_case, image) => {
    const { version, versionBefore } = changeOf({
      dynamodb: { NewImage: image, OldImage: image },
    } as unknown as DynamoDBRecord);

    expect(version === versionBefore).toBe(false);
  });

  const throwing = () => {
    throw new RangeError('not to be read');
  };
  it.each([
    ['null', null],
    ['a number', 7],
    ['one with a getter that throws', Object.defineProperty({}, 'dynamodb', { get: throwing })],
    ['a proxy that throws', new Proxy({}, { get: throwing })],
    ['one whose image can’t be read', { dynamodb: Object.defineProperty({}, 'NewImage', { get: throwing }) }],
    ['one without an image', { dynamodb: { SequenceNumber: '1' } }],
    ['one whose image is text', { dynamodb: { NewImage: 'image' } }],
  ])('fails to give an item, and no sooner, when it is %s', (_case, record) => {
    const change = changeOf(record as unknown as DynamoDBRecord);

    expect(change.streamRecord).toBe(record);
    expect(() => change.item()).toThrow();
  });
});
