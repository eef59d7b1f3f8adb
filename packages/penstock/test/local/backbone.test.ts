import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeReplayCommand,
  EventBridgeClient,
  PutEventsCommand,
  StartReplayCommand,
} from '@aws-sdk/client-eventbridge';
import {
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { relayHandler, withBackbone, workerHandler } from './fixtures/backbone.ts';
import { type SmallCloud, startSmallCloud } from './fixtures/cloud.ts';
import { eventually } from './fixtures/eventually.ts';
import { clientOptions } from './fixtures/sdk.ts';

const arn = (service: string, name: string) => `arn:aws:${service}:eu-west-1:000000000000:${name}`;
const url = (name: string) => `https://sqs.eu-west-1.amazonaws.com/000000000000/${name}`;

describe('the backbone', () => {
  let small: SmallCloud;
  let database: DynamoDBClient;
  let bus: EventBridgeClient;
  let queues: SQSClient;
  beforeAll(async () => {
    small = await startSmallCloud({
      edit: withBackbone,
      handlers: { Worker: workerHandler, Relay: relayHandler },
    });
    database = new DynamoDBClient(clientOptions(small.cloud));
    bus = new EventBridgeClient(clientOptions(small.cloud));
    queues = new SQSClient(clientOptions(small.cloud));
  });
  afterAll(() => small.close());

  const put = (id: string) => database.send(new PutItemCommand({ TableName: 'things', Item: { pk: { S: id } } }));
  const worked = (id: string) => small.lines.filter((line) => line.startsWith(`worked ${id} `));
  const hasWorked = (id: string) =>
    eventually(
      () => worked(id),
      (lines) => lines.length > 0,
    );
  const entry = (id: string, more: object = {}) => ({
    EventBusName: 'things',
    Source: 'test.things',
    DetailType: 'thing.made',
    Detail: JSON.stringify({ id }),
    ...more,
  });
  const send = (id: string) =>
    queues.send(new SendMessageCommand({ QueueUrl: url('work'), MessageBody: JSON.stringify({ id }) }));
  const idsIn = async (queue: string) =>
    (await small.cloud.messages(queue)).map(({ body }) => JSON.parse(String(body)).id);

  it('takes a change from the table through stream, bus, rule and queue to the function', async () => {
    const hops: string[] = [];
    const stop = small.cloud.onHop(({ from, to }) => hops.push(`${from} > ${to}`));
    await put('one');
    await hasWorked('one');
    stop();

    expect(hops).toEqual(['stream things > Relay', 'bus things > queue work', 'queue work > Worker']);
  });

  it('gives up a record that always fails, keeps it at the failure destination, and goes on with the others', async () => {
    await Promise.all([put('before'), put('poison'), put('after')]);
    await hasWorked('before');
    await hasWorked('after');
    const [lost] = await eventually(
      () => small.cloud.messages('lost'),
      ({ length }) => length > 0,
    );

    expect(JSON.parse(String(lost?.body))).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
      responseContext: { functionError: 'Unhandled' },
      DDBStreamBatchInfo: { batchSize: 1 },
    });
  });

  it('deletes what succeeded and sends what fails too often to the dead-letter queue', async () => {
    await Promise.all([send('good'), send('bad')]);
    await hasWorked('good');
    await eventually(
      () => idsIn('work-dead'),
      (ids) => ids.includes('bad'),
    );

    expect(worked('good')).toHaveLength(1);
    expect(worked('bad')).toEqual(['worked bad 1', 'worked bad 2']);
    expect(await idsIn('work')).toEqual([]);
  });

  it('sends a message that ends the process to the dead-letter queue by its receive count', async () => {
    await send('crash');
    await eventually(
      () => idsIn('work-dead'),
      (ids) => ids.includes('crash'),
    );

    expect(worked('crash')).toHaveLength(2);
  });

  it('moves dead letters back to the queue they come from', async () => {
    const before = worked('bad').length;
    const hops: string[] = [];
    const stop = small.cloud.onHop(({ from, to, what, id }) => hops.push(`${from} > ${to}: ${what} ${id}`));
    await queues.send(new StartMessageMoveTaskCommand({ SourceArn: arn('sqs', 'work-dead') }));
    await eventually(
      () => worked('bad').length,
      (count) => count > before,
    );
    const { Results } = await eventually(
      () => queues.send(new ListMessageMoveTasksCommand({ SourceArn: arn('sqs', 'work-dead') })),
      (answer) => answer.Results?.[0]?.Status !== 'RUNNING',
    );

    expect(Results?.[0]).toMatchObject({ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 2 });
    stop();
    expect(worked('bad').at(before)).toBe('worked bad 1');
    expect(hops).toContain('queue work-dead > queue work: message moved back bad');
  });

  it('fails to move a message that nothing moved to the dead-letter queue, unless it is told where to', async () => {
    await eventually(
      () => idsIn('work-dead'),
      (ids) => ids.includes('bad') && ids.includes('crash'),
    );
    const { Messages } = await queues.send(
      new ReceiveMessageCommand({
        QueueUrl: url('work-dead'),
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 600,
        MessageSystemAttributeNames: ['All'],
      }),
    );
    await queues.send(new SendMessageCommand({ QueueUrl: url('work-dead'), MessageBody: '{"id":"direct"}' }));
    await queues.send(new StartMessageMoveTaskCommand({ SourceArn: arn('sqs', 'work-dead') }));
    const { Results } = await eventually(
      () => queues.send(new ListMessageMoveTasksCommand({ SourceArn: arn('sqs', 'work-dead') })),
      (answer) => answer.Results?.[0]?.Status !== 'RUNNING',
    );
    const DestinationArn = arn('sqs', 'work');
    await queues.send(new StartMessageMoveTaskCommand({ SourceArn: arn('sqs', 'work-dead'), DestinationArn }));
    await hasWorked('direct');

    expect(Messages?.map(({ Attributes }) => Attributes?.DeadLetterQueueSourceArn)).toEqual([
      DestinationArn,
      DestinationArn,
    ]);
    expect(Results?.[0]).toMatchObject({ Status: 'FAILED', FailureReason: 'CouldNotDetermineMessageSource' });
  });

  it('fails to move messages out of a queue that is no dead-letter queue', async () => {
    const task = queues.send(new StartMessageMoveTaskCommand({ SourceArn: arn('sqs', 'work') }));

    await expect(task).rejects.toThrow('must be configured as a Dead Letter Queue');
  });

  it('keeps the group of a message on a standard queue', async () => {
    await queues.send(new SendMessageCommand({ QueueUrl: url('undelivered'), MessageBody: 'x', MessageGroupId: 'g' }));
    const { Messages } = await queues.send(
      new ReceiveMessageCommand({ QueueUrl: url('undelivered'), MessageSystemAttributeNames: ['MessageGroupId'] }),
    );

    expect(Messages?.[0]?.Attributes?.MessageGroupId).toBe('g');
  });

  it('replays what the archive holds of a time, to the rules that are named', async () => {
    const from = new Date(Math.floor(Date.now() / 1000) * 1000);
    await bus.send(new PutEventsCommand({ Entries: [entry('again')] }));
    await hasWorked('again');
    const replay = (ReplayName: string, rule: string) =>
      bus.send(
        new StartReplayCommand({
          ReplayName,
          EventSourceArn: arn('events', 'archive/things'),
          EventStartTime: from,
          EventEndTime: new Date(Date.now() + 1000),
          Destination: { Arn: arn('events', 'event-bus/things'), FilterArns: [arn('events', `rule/things/${rule}`)] },
        }),
      );
    const completed = (ReplayName: string) =>
      eventually(
        () => bus.send(new DescribeReplayCommand({ ReplayName })),
        ({ State }) => State === 'COMPLETED',
      );
    await replay('other', 'other');
    await completed('other');
    const untouched = worked('again').length;
    await replay('first', 'work');
    await completed('first');
    await eventually(
      () => worked('again').length,
      (count) => count === 2,
    );

    expect(untouched).toBe(1);
    await expect(replay('first', 'work')).rejects.toThrow('already exists');
  });

  it('puts what a target never takes into the queue of the undelivered, as the rule says', async () => {
    small.cloud.faults.inject({ target: 1, functions: ['work'] });
    await bus.send(new PutEventsCommand({ Entries: [entry('undelivered')] }));
    const [letter] = await eventually(
      async () => (await small.cloud.messages('undelivered')).filter(({ body }) => String(body).startsWith('{')),
      ({ length }) => length > 0,
    );
    small.cloud.faults.clear();

    expect(JSON.parse(String(letter?.body))).toMatchObject({ source: 'test.things', detail: { id: 'undelivered' } });
    expect(letter?.messageAttributes).toMatchObject({
      RETRY_ATTEMPTS: { DataType: 'Number', StringValue: '3' },
      TARGET_ARN: { StringValue: arn('sqs', 'work') },
    });
    expect(worked('undelivered')).toEqual([]);
  });

  it('takes what no queue carries, sets it aside whole, says so once, and delivers what comes after it', async () => {
    const text = 'a\uFFFFb\uD83C 🎁';
    const { FailedEntryCount, Entries } = await bus.send(
      new PutEventsCommand({
        Entries: [entry('strange', { Detail: JSON.stringify({ id: 'strange', text }) }), entry('plain')],
      }),
    );
    await hasWorked('plain');
    const [lost] = await eventually(
      async () => small.cloud.undeliverable(),
      ({ length }) => length > 0,
    );
    const { events } = JSON.parse(await (await small.fetch('/_local/undeliverable')).text());
    const lines = small.lines.filter((line) => line.includes('is undeliverable'));

    expect([FailedEntryCount, worked('strange')]).toEqual([0, []]);
    expect(lost).toMatchObject({
      bus: 'things',
      rule: 'work',
      target: arn('sqs', 'work'),
      reason: expect.stringContaining('InvalidMessageContents'),
      deadLetterReason: expect.stringContaining('Queue undelivered takes no message: InvalidMessageContents'),
      event: { id: Entries?.[0]?.EventId, detail: { id: 'strange', text } },
    });
    expect(events).toEqual([lost]);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: 'ERROR', rule: 'work', retries: 0 }]);
  });

  it('fails entries that are no events, each for itself', async () => {
    const { FailedEntryCount, Entries } = await bus.send(
      new PutEventsCommand({
        Entries: [
          entry('fine'),
          entry('x', { Detail: 'no json' }),
          entry('x', { Source: 'aws.s3' }),
          entry('x', { DetailType: '' }),
        ],
      }),
    );

    expect(FailedEntryCount).toBe(3);
    expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      undefined,
      'MalformedDetail',
      'NotAuthorizedForSourceException',
      'InvalidArgument',
    ]);
    await hasWorked('fine');
  });

  it.each([
    ['more than ten entries', Array.from({ length: 11 }, (_, index) => entry(String(index)))],
    ['no entry', []],
    ['256 KB', [entry('x', { Detail: JSON.stringify({ id: 'x'.repeat(256 * 1024) }) })]],
  ])('fails a request to the bus with %s', async (_, Entries) => {
    await expect(bus.send(new PutEventsCommand({ Entries }))).rejects.toThrow(
      expect.objectContaining({ name: 'ValidationException' }),
    );
  });
});
