import { expect, it } from '@jest/globals';
import { readDeadLetter } from '../../ops/dlq/dead-letter.ts';
import { senderOf } from '../../ops/dlq/send-back.ts';
import type { Target } from '../../ops/target.ts';
import { isTakenBySqs } from '../../testkit/sqs-characters.ts';
import { answering } from './support.ts';

it('an undelivered event goes back to its queue so that SQS takes it, whatever characters it has', async () => {
  const sqs = answering({ GetQueueUrl: [{ QueueUrl: 'url' }] });
  const detail = { reference: 'a\uffffb\u0000🎁' };
  const deadLetter = readDeadLetter({
    Body: JSON.stringify({ 'detail-type': 'parcels.parcel.registered.v1', detail }).replace('\uffff', '\\uffff'),
    MessageAttributes: {
      TARGET_ARN: { DataType: 'String', StringValue: 'arn:aws:sqs:eu-west-1:1:penstock-dev-labels' },
    },
  });

  const send = senderOf({ stage: 'dev', sqs } as unknown as Target, {
    name: 'undelivered',
    url: '',
    holds: 'undelivered-events',
  });
  expect(await send(deadLetter)).toBe(true);

  const { MessageBody } = Object(sqs.sent.at(-1)?.input);
  expect(isTakenBySqs(MessageBody)).toBe(true);
  expect(JSON.parse(MessageBody)).toEqual(detail);
});
