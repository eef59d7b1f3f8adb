import { describe, expect, it } from '@jest/globals';
import { alarmActionsRule, pollerAlarmsRule, queueAlarmsRule } from '../../rules/alarms.ts';
import { arnOf, judge, type Loose, type Resources } from '../template.ts';

const alarm = (of: unknown, MetricName: string, Threshold: unknown, over: Loose = {}): Resources[string] => [
  'AWS::CloudWatch::Alarm',
  {
    MetricName,
    Statistic: 'Maximum',
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold,
    Dimensions: [{ Name: 'Of', Value: of }],
    ...over,
  },
];
describe('the alarms of a queue', () => {
  const name = { 'Fn::GetAtt': ['Queue', 'QueueName'] };
  const queues = (over: Resources = {}): Resources => ({
    Queue: ['AWS::SQS::Queue', { QueueName: 'greetings', RedrivePolicy: { deadLetterTargetArn: arnOf('Dead') } }],
    Dead: ['AWS::SQS::Queue', { QueueName: 'greetings-dlq' }],
    Age: alarm(name, 'ApproximateAgeOfOldestMessage', 60),
    InFlight: alarm(name, 'ApproximateNumberOfMessagesNotVisible', 119_999),
    FirstDead: alarm({ 'Fn::GetAtt': ['Dead', 'QueueName'] }, 'ApproximateNumberOfMessagesVisible', 0),
    ...over,
  });
  const found = (over: Resources) => judge(queueAlarmsRule, queues(over));
  const violation = (logicalId: string, message: string, fix: string) => ({
    stack: 'stack',
    logicalId,
    location: 'Properties.QueueName',
    message,
    fix,
  });

  it('are on its age, its messages in flight and its dead letters', () => {
    expect(found({})).toEqual([]);
  });

  it.each([
    [
      'none on dead letters',
      { FirstDead: alarm(name, 'ApproximateNumberOfMessagesVisible', 0) },
      'Dead',
      'nothing',
      'Visible',
      '0',
    ],
    [
      'one on the second dead letter',
      { FirstDead: alarm({ Ref: 'Dead' }, 'ApproximateNumberOfMessagesVisible', 1) },
      'Dead',
      'Maximum GreaterThanThreshold 1',
      'Visible',
      '0',
    ],
    [
      'one when it is full',
      { InFlight: alarm(name, 'ApproximateNumberOfMessagesNotVisible', 120_000) },
      'Queue',
      'Maximum GreaterThanThreshold 120000',
      'NotVisible',
      'less than 120000',
    ],
  ])('fail with %s', (_case, over, id, received, metric, limit) => {
    const message = `received ${received} as alarm on ApproximateNumberOfMessages${metric}, expected Maximum GreaterThanThreshold ${limit}`;

    const fix = `make an Alarm of \`metricApproximateNumberOfMessages${metric}()\` of the Queue`;

    expect(found(over as Resources)).toEqual([
      violation(id, message, id === 'Dead' ? `${fix}, with \`threshold: 1\`` : fix),
    ]);
  });

  it.each([
    ['an average', { Statistic: 'Average' }, 'Average GreaterThanThreshold 60'],
    ['what is less', { ComparisonOperator: 'LessThanThreshold' }, 'Maximum LessThanThreshold 60'],
    ['nothing that is a number', { Threshold: undefined }, 'Maximum GreaterThanThreshold nothing'],
  ])('fail with an alarm of %s alone', (_case, over, received) => {
    expect(found({ Age: alarm(name, 'ApproximateAgeOfOldestMessage', 60, over) })).toEqual([
      violation(
        'Queue',
        `received ${received} as alarm on ApproximateAgeOfOldestMessage, expected Maximum GreaterThanThreshold any`,
        'make an Alarm of `metricApproximateAgeOfOldestMessage()` of the Queue',
      ),
    ]);
  });

  it('need one right alarm among others', () => {
    const Other = alarm(name, 'ApproximateAgeOfOldestMessage', 7, { Statistic: 'Average' });

    expect(found({ Other })).toEqual([]);
  });

  it.each([
    ['at least one dead letter is more than none', 1, 0],
    ['at least two dead letters are more than one', 2, 1],
  ])('may begin at a threshold: %s', (_case, Threshold, violations) => {
    const over = { ComparisonOperator: 'GreaterThanOrEqualToThreshold' };
    const FirstDead = alarm({ Ref: 'Dead' }, 'ApproximateNumberOfMessagesVisible', Threshold, over);

    expect(found({ FirstDead })).toHaveLength(violations);
  });

  it.each([
    ['its name', 'greetings', 0],
    ['the name of another', 'parcels', 1],
  ])('may be of a queue by %s', (_case, value, violations) => {
    expect(found({ Age: alarm(value, 'ApproximateAgeOfOldestMessage', 60) })).toHaveLength(violations);
  });

  it('are not asked of a queue that has no dead-letter queue: another rule does', () => {
    expect(judge(queueAlarmsRule, { Queue: ['AWS::SQS::Queue'] })).toEqual([]);
  });

  it('are asked of a queue whose dead-letter queue is in another stack', () => {
    const RedrivePolicy = { deadLetterTargetArn: { 'Fn::ImportValue': 'DeadArn' } };

    expect(judge(queueAlarmsRule, { Queue: ['AWS::SQS::Queue', { RedrivePolicy }] })).toHaveLength(2);
  });
});

describe('the alarms of a poller', () => {
  const poller = (source: string, target: string, over: object = {}): Resources => ({
    Queue: ['AWS::SQS::Queue'],
    Fn: ['AWS::Lambda::Function', { FunctionName: 'greet' }],
    Poller: [
      'AWS::Lambda::EventSourceMapping',
      { EventSourceArn: arnOf(source), FunctionName: { Ref: target }, ...over },
    ],
  });
  const stream = (over: object = {}) => poller('Stream', 'Fn', { StartingPosition: 'LATEST', ...over });
  const errors = (Threshold: number) => ({ Alarm: alarm({ Ref: 'Fn' }, 'Errors', Threshold, { Statistic: 'Sum' }) });
  const late = (Threshold: number) => ({ Alarm: alarm({ Ref: 'Fn' }, 'IteratorAge', Threshold) });

  it.each([
    ['an error of a consumer', poller('Queue', 'Fn'), errors(0)],
    ['a stream before it gives up', stream({ MaximumRecordAgeInSeconds: 60 }), late(59_999)],
    ['a stream that never gives up', stream(), late(1_000_000_000)],
  ])('tell of %s', (_case, resources, alarms) => {
    expect(judge(pollerAlarmsRule, { ...resources, ...alarms })).toEqual([]);
  });

  it.each([
    [
      'a second error',
      poller('Queue', 'Fn'),
      errors(1),
      'Sum GreaterThanThreshold 1 as alarm on Errors, expected Sum GreaterThanThreshold 0',
      'make an Alarm of `metricErrors()` of the Function, with `threshold: 1`',
    ],
    [
      'a stream that has given up',
      stream({ MaximumRecordAgeInSeconds: 60 }),
      late(60_000),
      'Maximum GreaterThanThreshold 60000 as alarm on IteratorAge, expected Maximum GreaterThanThreshold less than 60000',
      "make an Alarm of `metric('IteratorAge', { statistic: 'Maximum' })` of the Function, below `maxRecordAge`",
    ],
  ])('fail when they tell only of %s', (_case, resources, alarms, message, fix) => {
    expect(judge(pollerAlarmsRule, { ...resources, ...alarms })).toEqual([
      {
        stack: 'stack',
        logicalId: 'Fn',
        location: 'Properties.FunctionName',
        message: `received ${message}`,
        fix,
      },
    ]);
  });

  it('are not asked of a poller of Kafka', () => {
    expect(judge(pollerAlarmsRule, stream({ Topics: ['parcels'] }))).toEqual([]);
  });

  it('have nothing to tell of a poller that leads nowhere', () => {
    expect(judge(pollerAlarmsRule, poller('Queue', 'Gone'))).toEqual([]);
  });
});

describe('what an alarm does', () => {
  const found = (over: Loose, others: Resources = {}) =>
    judge(alarmActionsRule, { Alarm: alarm('', 'Age', 1, over), ...others });

  it('is to tell somebody', () => {
    expect(found({ AlarmActions: [{ Ref: 'Topic' }] })).toEqual([]);
    expect(found({ AlarmActions: [{ Ref: 'Topic' }], ActionsEnabled: true })).toEqual([]);
  });

  it.each([
    ['nobody', {}, 'AlarmActions', 'nothing'],
    ['an empty list', { AlarmActions: [] }, 'AlarmActions', '[]'],
    ['somebody, but is switched off', { AlarmActions: ['arn:x'], ActionsEnabled: false }, 'ActionsEnabled', 'false'],
  ])('fails when it tells %s', (_case, over, name, received) => {
    expect(found(over)).toEqual([
      {
        stack: 'stack',
        logicalId: 'Alarm',
        location: `Properties.${name}`,
        message: `received ${received}, expected an alarm that tells somebody`,
        fix: 'call `addAlarmAction(new SnsAction(topic))` of the Alarm',
      },
    ]);
  });

  it('is left to the composite alarm that it is a part of', () => {
    const AlarmRule = { 'Fn::Join': ['', ['ALARM("', { 'Fn::GetAtt': ['Alarm', 'Arn'] }, '")']] };
    const composite = (over: Loose): Resources => ({
      Both: ['AWS::CloudWatch::CompositeAlarm', { AlarmRule, AlarmActions: ['arn:x'], ...over }],
    });

    expect(found({}, composite({}))).toEqual([]);
    expect(found({}, composite({ AlarmRule: 'TRUE' }))).toMatchObject([{ logicalId: 'Alarm' }]);
    expect(found({}, composite({ AlarmActions: [] }))).toMatchObject([{ logicalId: 'Both' }]);
  });
});
