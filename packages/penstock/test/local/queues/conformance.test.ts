import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isObject, type JsonObject, list } from '../../../local/json.ts';
import { type Queues, startQueues } from '../../../local/queues/queues.ts';
import { queueNamed } from '../fixtures/queue.ts';

/**
 * What SQS refuses, asked of the engine with the checks in front of it.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-quotas.html
 */
const work = queueNamed('work');
const other = queueNamed('other');
const QueueUrl = work.url;

let queues: Queues;
let held: string;
beforeAll(async () => {
  queues = await startQueues([work, other], 'eu-west-1');
  await queues.call('SendMessage', { QueueUrl: other.url, MessageBody: 'x' });
  const { body } = await queues.call('ReceiveMessage', { QueueUrl: other.url });
  held = String(list(body.Messages).filter(isObject)[0]?.ReceiptHandle);
});
afterAll(() => queues.close());

const send = (more: object): Case => ['SendMessage', { QueueUrl, MessageBody: 'x', ...more }];
const withAttribute = (name: string, attribute: object) => send({ MessageAttributes: { [name]: attribute } });
const text = { DataType: 'String', StringValue: 'x' };
const entries = (count: number, more: object = {}) =>
  Array.from({ length: count }, (_, index) => ({ Id: `${index}`, MessageBody: 'x', ...more }));
const batch = (Entries: readonly object[], operation = 'SendMessageBatch'): Case => [operation, { QueueUrl, Entries }];
const attributes = (count: number) => Object.fromEntries(entries(count).map(({ Id }) => [`a${Id}`, text]));

type Case = readonly [operation: string, input: JsonObject];

describe('SQS refuses, and so does the local one', () => {
  it.each<[string, Case, string, RegExp]>([
    [
      'a delay over 15 minutes',
      send({ DelaySeconds: 901 }),
      'InvalidParameterValue',
      /DelaySeconds must be >= 0 and <= 900/,
    ],
    ['a delay below 0', send({ DelaySeconds: -1 }), 'InvalidParameterValue', /^Value -1 for parameter DelaySeconds/],
    ['an empty body', send({ MessageBody: '' }), 'MissingParameter', /MessageBody/],
    [
      'a message over 1 MiB',
      send({ MessageBody: 'x'.repeat(1_048_577) }),
      'InvalidParameterValue',
      /shorter than 1048576/,
    ],
    ['11 attributes', send({ MessageAttributes: attributes(11) }), 'InvalidParameterValue', /\[11\] exceeds .*\[10\]/],
    ['an attribute of AWS', withAttribute('AWS.x', text), 'InvalidParameterValue', /name is invalid: AWS\.x/],
    ['an attribute with a space', withAttribute('a b', text), 'InvalidParameterValue', /name is invalid: a b/],
    ['a long name', withAttribute('x'.repeat(257), text), 'InvalidParameterValue', /shorter than 256/],
    [
      'an empty value',
      withAttribute('a', { ...text, StringValue: '' }),
      'InvalidParameterValue',
      /non-empty .* type 'String'/,
    ],
    ['no type', withAttribute('a', { StringValue: 'x' }), 'InvalidParameterValue', /'a' must contain non-empty/],
    [
      'another type',
      withAttribute('a', { ...text, DataType: 'Text' }),
      'InvalidParameterValue',
      /supported type prefixes/,
    ],
    [
      'a number that is none',
      withAttribute('a', { ...text, DataType: 'Number' }),
      'InvalidParameterValue',
      /to a number/,
    ],
    ['a long group', send({ MessageGroupId: 'x'.repeat(129) }), 'InvalidParameterValue', /1 to 128 in length/],
    [
      'a deduplication id on a standard queue',
      send({ MessageDeduplicationId: 'x' }),
      'InvalidParameterValue',
      /not valid for this queue type/,
    ],
    ['11 entries', batch(entries(11)), 'TooManyEntriesInBatchRequest', /entries per request are 10/],
    ['no entries', batch([]), 'EmptyBatchRequest', /any entries/],
    ['an id twice', batch([...entries(1), ...entries(1)]), 'BatchEntryIdsNotDistinct', /same Id/],
    ['an id with a dot', batch(entries(1, { Id: 'a.b' })), 'InvalidBatchEntryId', /alphanumeric/],
    ['no id', batch([{ MessageBody: 'x' }]), 'MissingParameter', /SendMessageBatchRequestEntry\.1\.Id/],
    [
      'no body',
      batch([...entries(1), { Id: 'b' }]),
      'MissingParameter',
      /SendMessageBatchRequestEntry\.2\.MessageBody/,
    ],
    ['a batch over 1 MiB', batch(entries(2, { MessageBody: 'x'.repeat(600_000) })), 'BatchRequestTooLong', /1048576/],
    [
      '11 messages',
      ['ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 11 }],
      'InvalidParameterValue',
      /between 1 and 10/,
    ],
    ['a wait of 21 s', ['ReceiveMessage', { QueueUrl, WaitTimeSeconds: 21 }], 'InvalidParameterValue', /<= 20/],
    [
      'a handle that is none',
      ['DeleteMessage', { QueueUrl, ReceiptHandle: 'x' }],
      'ReceiptHandleIsInvalid',
      /"x" is not/,
    ],
    [
      'an attribute it has not',
      ['GetQueueAttributes', { QueueUrl, AttributeNames: ['Size'] }],
      'InvalidAttributeName',
      /^Unknown Attribute Size\.$/,
    ],
    ['a queue that is not there', ['PurgeQueue', { QueueUrl: `${QueueUrl}2` }], 'QueueDoesNotExist', /does not exist/],
  ])('%s', async (_, [operation, input], code, message) => {
    const { status, body } = await queues.call(operation, input);

    expect([status, body.__type]).toEqual([400, `com.amazonaws.sqs#${code}`]);
    expect(body.message).toMatch(message);
  });

  it.each(['DeleteMessage', 'ChangeMessageVisibility'])('the handle of another queue: %s', async (operation) => {
    const { status, body } = await queues.call(operation, { QueueUrl, ReceiptHandle: held, VisibilityTimeout: 1 });

    expect([status, body.__type]).toEqual([400, 'com.amazonaws.sqs#ReceiptHandleIsInvalid']);
  });

  it('a visibility over 12 hours', async () => {
    const input = { QueueUrl: other.url, ReceiptHandle: held, VisibilityTimeout: 43_201 };
    const { body } = await queues.call('ChangeMessageVisibility', input);

    expect(body.message).toMatch(/Value 43201 for parameter VisibilityTimeout is invalid/);
  });

  it.each<[string, Case]>([
    ['a message', batch([...entries(1), { Id: 'bad', MessageBody: 'x', DelaySeconds: 901 }])],
    [
      'a deletion',
      batch(
        [
          { Id: '0', ReceiptHandle: crypto.randomUUID() },
          { Id: 'bad', ReceiptHandle: 'x' },
        ],
        'DeleteMessageBatch',
      ),
    ],
  ])('one entry of a batch, and takes the others: %s', async (_, [operation, input]) => {
    const { status, body } = await queues.call(operation, input);

    expect(status).toBe(200);
    expect(body.Successful).toEqual([expect.objectContaining({ Id: '0' })]);
    expect(body.Failed).toEqual([expect.objectContaining({ Id: 'bad', SenderFault: true })]);
  });

  it('every entry of a batch', async () => {
    const { body } = await queues.call(...batch(entries(1, { DelaySeconds: 901 })));

    expect(body).toEqual({
      Successful: [],
      Failed: [expect.objectContaining({ Id: '0', Code: 'InvalidParameterValue' })],
    });
  });
});

describe('SQS takes, and so does the local one', () => {
  it.each<[string, Case]>([
    ['a delay of 15 minutes', send({ DelaySeconds: 900 })],
    ['10 attributes', send({ MessageAttributes: attributes(10) })],
    ['an attribute of a labelled type', withAttribute('a.b', { DataType: 'Number.int', StringValue: '-1.5e3' })],
    ['a group of 128 characters', send({ MessageGroupId: 'x'.repeat(128) })],
    ['10 entries', batch(entries(10))],
    ['a handle whose message is gone', ['DeleteMessage', { QueueUrl, ReceiptHandle: crypto.randomUUID() }]],
    ['every attribute of a queue', ['GetQueueAttributes', { QueueUrl, AttributeNames: ['All', 'QueueArn'] }]],
  ])('%s', async (_, [operation, input]) => {
    const { status, body } = await queues.call(operation, input);

    expect([status, body.Failed ?? []]).toEqual([200, []]);
  });
});
