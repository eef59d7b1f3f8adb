import { inspect } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import { relayFailureBody } from '../../../runtime/stream/relay-failure.ts';
import { anyText, isTakenBySqs } from '../../../testkit/sqs-characters.ts';

const refusal = { reason: 'invalid', detail: 'it does not fit' };
const recordWith = (value: string): DynamoDBRecord => ({
  eventID: 'e-1',
  dynamodb: { SequenceNumber: '42', NewImage: { reference: { S: value } }, OldImage: { reference: { S: 'old' } } },
});

describe('what can’t be relayed', () => {
  it('is in the message whole but for its old image, whatever characters it has', () => {
    fc.assert(
      fc.property(anyText, (value) => {
        const body = relayFailureBody(recordWith(value), refusal);

        expect(isTakenBySqs(body)).toBe(true);
        expect(JSON.parse(body)).toEqual({
          ...refusal,
          record: { eventID: 'e-1', dynamodb: { SequenceNumber: '42', NewImage: { reference: { S: value } } } },
        });
      }),
    );
  });

  it.each([
    ['as it is while it fits', 170_000, 'record'],
    ['packed where its escapes take more than SQS does', 400_000, 'gzip'],
  ])('is in the message %s', (_how, length, member) => {
    const value = '\u0001'.repeat(length);

    const body = relayFailureBody(recordWith(value), refusal);

    const { gzip, ...said } = JSON.parse(body);
    expect(Object.keys(JSON.parse(body))).toEqual(['reason', 'detail', member]);
    expect(Buffer.byteLength(body)).toBeLessThan(1024 * 1024 - 4096);
    const record = said.record ?? JSON.parse(gunzipSync(Buffer.from(gzip, 'base64')).toString());
    expect(record.dynamodb.NewImage.reference.S).toBe(value);
  });

  it.each([
    ['as it is', 0, 'record'],
    ['packed', 1, 'gzip'],
  ])('is %s in the message with %i bytes more than 8 KiB below what SQS takes', (_how, more, member) => {
    const most = 1024 * 1024 - 8192;
    const around = Buffer.byteLength(relayFailureBody(recordWith(''), refusal));

    const body = relayFailureBody(recordWith('x'.repeat(most - around + more)), refusal);

    expect(JSON.parse(body)).toHaveProperty(member);
  });

  const ownText = { [inspect.custom]: () => 'of its own', version: 1n };
  const cyclic: { self?: unknown } = {};
  cyclic.self = cyclic;
  it.each([
    [
      'has a getter that throws',
      {
        eventID: 'e-1',
        get dynamodb(): never {
          throw new Error('no');
        },
      },
      'e-1',
    ],
    ['leads back to itself', { eventID: 'e-1', dynamodb: { NewImage: cyclic } }, 'e-1'],
    ['has a BigInt', { eventID: 'e-1', dynamodb: { NewImage: { version: { N: 1n } } } }, '1n'],
    ['is null', null, 'null'],
    ['has a text of its own for that', { dynamodb: { NewImage: ownText } }, 'version: 1n'],
  ])('is shown as Node shows it where it %s', (_case, record, shown) => {
    const body = relayFailureBody(record as unknown as DynamoDBRecord, refusal);

    expect(JSON.parse(body).record).toContain(shown);
  });

  it('says why in 2,048 characters, of however long an error', () => {
    const body = relayFailureBody(recordWith('x'), { reason: 'invalid', detail: 'y'.repeat(1_100_000) });

    expect(JSON.parse(body).detail).toHaveLength(2048);
  });
});
