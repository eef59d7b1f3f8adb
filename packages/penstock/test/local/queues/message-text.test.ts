import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isMessageText } from '../../../local/queues/message-text.ts';
import { type Queues, startQueues } from '../../../local/queues/queues.ts';
import { queueNamed } from '../fixtures/queue.ts';

/** Both sides of every boundary of what SQS takes, and of every plane. */
const planes = Array.from({ length: 17 }, (_, plane) => plane * 0x10000);
const boundaries: readonly (readonly [codePoint: number, taken: boolean])[] = [
  ...[0x0, 0x8, 0xb, 0xc, 0xe, 0x1f, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xfffe, 0xffff].map((at) => [at, false] as const),
  ...[0x9, 0xa, 0xd, 0x20, 0x7f, 0x80, 0x85, 0x9f, 0xd7ff, 0xe000, 0xfdd0, 0xfffd].map((at) => [at, true] as const),
  ...planes.slice(1).flatMap((plane) => [0, 1, 0xfffd, 0xfffe, 0xffff].map((low) => [plane + low, true] as const)),
];
const isTaken = (point: number) =>
  [0x9, 0xa, 0xd].includes(point) ||
  (point >= 0x20 && point <= 0xd7ff) ||
  (point >= 0xe000 && point <= 0xfffd) ||
  (point >= 0x10000 && point <= 0x10ffff);
const named = (point: number) => `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
/** As often from one plane as from another, and from below U+0020 as from one of them. */
const codePoints = fc.oneof(
  fc.integer({ min: 0, max: 0x1f }),
  fc.integer({ min: 0xd800, max: 0xdfff }),
  ...planes.map((plane) => fc.integer({ min: plane, max: plane + 0xffff })),
);

describe('the text of a message', () => {
  const queue = queueNamed('texts');
  let queues: Queues;
  beforeAll(async () => {
    queues = await startQueues([queue], queue.region);
  });
  afterAll(() => queues.close());

  const call = (operation: string, input: object) => queues.call(operation, { QueueUrl: queue.url, ...input });
  const attribute = (StringValue: string) => ({ MessageAttributes: { why: { DataType: 'String', StringValue } } });
  const receive = async () => {
    const { body } = await call('ReceiveMessage', { MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] });
    const messages = (body.Messages ?? []) as readonly {
      readonly Body: string;
      readonly MessageAttributes?: { readonly why: { readonly StringValue: string } };
      readonly ReceiptHandle: string;
    }[];
    for (const { ReceiptHandle } of messages) await call('DeleteMessage', { ReceiptHandle });
    return messages;
  };

  it.each(boundaries.map(([point, taken]) => [named(point), point, taken] as const))('with %s', (_, point, taken) => {
    expect(isMessageText(`a${String.fromCodePoint(point)}b`)).toBe(taken);
  });

  it('comes out as it went in where SQS takes its characters, and is refused otherwise, in body and attribute', async () => {
    await fc.assert(
      fc.asyncProperty(codePoints, async (point) => {
        const strange = `a${String.fromCodePoint(point)}b`;
        const ofBody = await call('SendMessage', { MessageBody: strange });
        const ofAttribute = await call('SendMessage', { MessageBody: 'plain', ...attribute(strange) });
        const got = await receive();
        if (isTaken(point)) {
          expect([ofBody.status, ofAttribute.status]).toEqual([200, 200]);
          expect(got.map(({ Body }) => Body)).toEqual([strange, 'plain']);
          expect(got[1]?.MessageAttributes?.why.StringValue).toBe(strange);
        } else {
          const refusal = { status: 400, body: { __type: 'com.amazonaws.sqs#InvalidMessageContents' } };
          expect([ofBody, ofAttribute]).toMatchObject([refusal, refusal]);
          expect(got).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('fails its own entry of a batch alone', async () => {
    const { body } = await call('SendMessageBatch', {
      Entries: [
        { Id: 'plain', MessageBody: 'plain' },
        { Id: 'body', MessageBody: 'a\uFFFEb' },
        { Id: 'half', MessageBody: 'a\uD83Cb' },
        { Id: 'attribute', MessageBody: 'plain', ...attribute('\uFFFF') },
        { Id: 'emoji', MessageBody: '🎁', ...attribute('👩‍🚀') },
      ],
    });
    const failure = { Code: 'InvalidMessageContents', SenderFault: true };

    expect(body.Failed).toMatchObject(['body', 'half', 'attribute'].map((Id) => ({ Id, ...failure })));
    expect(JSON.stringify(body.Failed)).toContain("Invalid character #xD83C in the message's body. Valid");
    expect(JSON.stringify(body.Failed)).toContain("Invalid character #xFFFF in the message's attribute why. Valid");
    expect((await receive()).map(({ Body }) => Body)).toEqual(['plain', '🎁']);
  });
});
