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

  it('has its place in the stream, and keeps it where its image has no version', () => {
    const { sequenceNumber, version } = changeOf({ dynamodb: { SequenceNumber: '42', NewImage: {} } });

    expect([sequenceNumber, version]).toEqual(['42', Number.NaN]);
  });

  it.each([{}, { SequenceNumber: 42 }])('without a place, in %j, has an empty one', (dynamodb) => {
    expect(changeOf({ dynamodb } as unknown as DynamoDBRecord).sequenceNumber).toBe('');
  });

  it('has a version before only where there was an item', () => {
    const image = (version: string) => ({ version: { N: version } });

    expect(changeOf({ dynamodb: { NewImage: image('2'), OldImage: image('1') } })).toMatchObject({
      version: 2,
      versionBefore: 1,
    });
    expect(changeOf({ dynamodb: { NewImage: image('1') } }).versionBefore).toBeUndefined();
  });

  it('which can’t be read has no place and no time', () => {
    const { sequenceNumber, version, at } = changeOf(null as unknown as DynamoDBRecord);

    expect([sequenceNumber, version, at]).toEqual(['', Number.NaN, 0]);
  });

  it.each([undefined, {}])(
    'fails to give an item of which it has the image %j: there is no event in it',
    (NewImage) => {
      expect(() => changeOf({ dynamodb: { SequenceNumber: '1', NewImage } } as DynamoDBRecord).item()).toThrow(
        'The item carries no event',
      );
    },
  );

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
