import { describe, expect, it } from '@jest/globals';
import {
  alarmActionsRule,
  pollerAlarmsRule,
  queueAlarmsRule,
  retryAlarmsRule,
} from '../../../constructs/rules/alarms.ts';
import type { Consumer } from '../../../contract/events/model.ts';
import { arnOf, judge, type Loose, type Resources, stage } from './template.ts';

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
const fix = 'make it a WorkQueue, a DeadLetterQueue or a StreamRelay';

describe('the alarms of a queue', () => {
  const consumer = { name: 'greet', queue: 'greetings', ageObjective: 60 } as Consumer;
  const name = { 'Fn::GetAtt': ['Queue', 'QueueName'] };
  const queues = (over: Resources = {}): Resources => ({
    Queue: [
      'AWS::SQS::Queue',
      { QueueName: 'penstock-test-greetings', RedrivePolicy: { deadLetterTargetArn: arnOf('Dead') } },
    ],
    Dead: ['AWS::SQS::Queue', { QueueName: 'penstock-test-greetings-dlq' }],
    Age: alarm(name, 'ApproximateAgeOfOldestMessage', 60),
    InFlight: alarm(name, 'ApproximateNumberOfMessagesNotVisible', 119_999),
    Letters: alarm({ 'Fn::GetAtt': ['Dead', 'QueueName'] }, 'ApproximateNumberOfMessagesVisible', 0),
    ...over,
  });
  const found = (over: Resources, consumers = [consumer]) => judge(queueAlarmsRule, queues(over), { consumers });
  const violation = (logicalId: string, message: string) => ({
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
      { Letters: alarm(name, 'ApproximateNumberOfMessagesVisible', 0) },
      'Dead',
      'nothing',
      'Visible',
      '0',
    ],
    [
      'one on the second dead letter',
      { Letters: alarm({ Ref: 'Dead' }, 'ApproximateNumberOfMessagesVisible', 1) },
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

    expect(found(over as Resources)).toEqual([violation(id, message)]);
  });

  it.each([
    ['Threshold', 59, 'Maximum GreaterThanThreshold 59'],
    ['Threshold', 61, 'Maximum GreaterThanThreshold 61'],
    ['Statistic', 'Average', 'Average GreaterThanThreshold 60'],
    ['ComparisonOperator', 'LessThanThreshold', 'Maximum LessThanThreshold 60'],
  ])('fail with another %s than the age promises (%p)', (member, value, received) => {
    expect(found({ Age: alarm(name, 'ApproximateAgeOfOldestMessage', 60, { [member]: value }) })).toEqual([
      violation(
        'Queue',
        `received ${received} as alarm on ApproximateAgeOfOldestMessage, expected Maximum GreaterThanThreshold 60`,
      ),
    ]);
  });

  it('need one right alarm among others', () => {
    expect(found({ Other: alarm(name, 'ApproximateAgeOfOldestMessage', 7) })).toEqual([]);
  });

  it('may begin at any age where no consumer promises one', () => {
    expect(found({ Age: alarm(name, 'ApproximateAgeOfOldestMessage', 86_400) }, [])).toEqual([]);
    expect(found({ Age: alarm(name, 'Other', 1) }, [])).toMatchObject([{ logicalId: 'Queue' }]);
  });
});

describe('the alarms of a poller', () => {
  const poller = (source: string, target: string, over: object = {}): Resources => ({
    Queue: ['AWS::SQS::Queue'],
    Fn: ['AWS::Lambda::Function', { FunctionName: 'penstock-test-greet' }],
    Poller: [
      'AWS::Lambda::EventSourceMapping',
      { EventSourceArn: arnOf(source), FunctionName: { Ref: target }, ...over },
    ],
  });
  const errors = (Threshold: number) => ({ Alarm: alarm({ Ref: 'Fn' }, 'Errors', Threshold, { Statistic: 'Sum' }) });
  const late = (Threshold: number) => ({ Alarm: alarm({ Ref: 'Fn' }, 'IteratorAge', Threshold) });

  it.each([
    ['an error of a consumer', poller('Queue', 'Fn'), errors(0)],
    ['a stream before it gives up', poller('Stream', 'Fn', { MaximumRecordAgeInSeconds: 60 }), late(59_999)],
    ['a stream that never gives up', poller('Stream', 'Fn'), late(1_000_000_000)],
  ])('tell of %s', (_case, resources, alarms) => {
    expect(judge(pollerAlarmsRule, { ...resources, ...alarms })).toEqual([]);
  });

  it.each([
    [
      'a second error',
      poller('Queue', 'Fn'),
      errors(1),
      'Sum GreaterThanThreshold 1 as alarm on Errors, expected Sum GreaterThanThreshold 0',
    ],
    [
      'a stream that has given up',
      poller('Stream', 'Fn', { MaximumRecordAgeInSeconds: 60 }),
      late(60_000),
      'Maximum GreaterThanThreshold 60000 as alarm on IteratorAge, expected Maximum GreaterThanThreshold less than 60000',
    ],
  ])('fail when they tell only of %s', (_case, resources, alarms, message) => {
    expect(judge(pollerAlarmsRule, { ...resources, ...alarms })).toEqual([
      { stack: 'stack', logicalId: 'Fn', location: 'Properties.FunctionName', message: `received ${message}`, fix },
    ]);
  });

  it('have nothing to tell of a poller that leads nowhere', () => {
    expect(judge(pollerAlarmsRule, poller('Queue', 'Gone'))).toEqual([]);
  });
});

describe('the alarm on retries', () => {
  const consumer = { name: 'greet', fair: false, lateAfter: 600, backoff: { base: 1, cap: 300 } } as Consumer;
  const dimensions = [
    { Name: 'Stage', Value: 'test' },
    { Name: 'Consumer', Value: 'greet' },
  ];
  const resources = (MetricName: string, over: Loose = {}): Resources => ({
    Queue: ['AWS::SQS::Queue'],
    Fn: ['AWS::Lambda::Function', { FunctionName: 'penstock-test-greet' }],
    Poller: ['AWS::Lambda::EventSourceMapping', { EventSourceArn: arnOf('Queue'), FunctionName: { Ref: 'Fn' } }],
    Alarm: alarm('', MetricName, 600_000, {
      Namespace: 'Penstock',
      Dimensions: dimensions,
      Period: 60,
      EvaluationPeriods: 5,
      DatapointsToAlarm: 1,
      ...over,
    }),
  });
  const found = (metric: string, over: Loose = {}, consumers = [consumer]) =>
    judge(retryAlarmsRule, resources(metric, over), { consumers });

  it.each([
    ['Age', false],
    ['UnforeseenAge', true],
  ])('is on %s where fair is %s', (metric, fair) => {
    expect(found(metric, {}, [{ ...consumer, fair }])).toEqual([]);
    expect(found(metric, {}, [{ ...consumer, fair: !fair }])).toHaveLength(1);
  });

  it('may last for longer than the wait between two attempts', () => {
    expect(found('Age', { EvaluationPeriods: 6 })).toEqual([]);
  });

  it.each([
    ['ends between two attempts', { EvaluationPeriods: 4 }, 'Maximum GreaterThanThreshold 600000 for 240 s'],
    ['needs two values', { DatapointsToAlarm: 2 }, 'Maximum GreaterThanThreshold 600000 for 0 s'],
    ['begins later', { Threshold: 600_001 }, 'Maximum GreaterThanThreshold 600001 for 300 s'],
    ['is in another namespace', { Namespace: 'AWS/SQS' }, 'nothing'],
    ['is on every consumer', { Dimensions: dimensions.slice(0, 1) }, 'nothing'],
    ['is on more than the consumer', { Dimensions: [...dimensions, { Name: 'Region', Value: 'x' }] }, 'nothing'],
    ['is on another stage', { Dimensions: [{ Name: 'Stage', Value: 'prod' }, dimensions[1]] }, 'nothing'],
    ['is on one dimension twice', { Dimensions: [dimensions[0], { Name: 'Region', Value: 'x' }] }, 'nothing'],
  ])('fails when it %s', (_case, over, received) => {
    expect(found('Age', over)).toEqual([
      {
        stack: 'stack',
        logicalId: 'Fn',
        location: 'Properties.FunctionName',
        message: `received ${received} as alarm on Age, expected Maximum GreaterThanThreshold 600000 for 300 s`,
        fix,
      },
    ]);
  });

  it('is not wanted of a function that is no consumer', () => {
    expect(found('Other', {}, [])).toEqual([]);
  });
});

describe('what an alarm does', () => {
  const topic = (region: string, name: string) => ({ 'Fn::Join': ['', [`arn:aws:sns:${region}:`, '1', `:${name}`]] });
  const right = [topic('eu-west-1', 'alarms')];
  const found = (over: Loose, alarmTopic: string | undefined = 'alarms') =>
    judge(
      alarmActionsRule,
      { Alarm: alarm('', 'Age', 1, { AlarmActions: right, OKActions: right, ...over }) },
      { stage: { ...stage, ...(alarmTopic !== undefined && { alarmTopic }) } },
    );

  it('is to tell the topic of its region, when it rings and when it is over', () => {
    expect(found({ AlarmActions: [topic('eu-west-1', 'other'), ...right], ActionsEnabled: true })).toEqual([]);
  });

  it.each([
    ['nobody when it rings', { AlarmActions: undefined }, 'AlarmActions', 'nothing'],
    ['nobody when it is over', { OKActions: [] }, 'OKActions', '[]'],
    ['a text', { OKActions: ['alarms'] }, 'OKActions', '["alarms"]'],
  ])('fails when it tells %s', (_case, over, name, received) => {
    expect(found(over)).toEqual([
      {
        stack: 'stack',
        logicalId: 'Alarm',
        location: `Properties.${name}`,
        message: `received ${received}, expected the topic alarms in eu-west-1`,
        fix: 'make it with `alarmOn`, within what `alarmsTell` covers',
      },
    ]);
  });

  it.each([
    ['another topic', topic('eu-west-1', 'other')],
    ['the topic of another region', topic('eu-west-2', 'alarms')],
  ])('fails when it tells %s', (_case, other) => {
    expect(found({ AlarmActions: [other] })).toMatchObject([
      {
        location: 'Properties.AlarmActions',
        message: expect.stringMatching(/expected the topic alarms in eu-west-1$/),
      },
    ]);
  });

  it('fails when it is switched off', () => {
    expect(found({ ActionsEnabled: false })).toMatchObject([
      { location: 'Properties.ActionsEnabled', message: 'received false, expected true' },
    ]);
  });

  it('is nothing where the stage names no topic', () => {
    expect(judge(alarmActionsRule, { Alarm: alarm('', 'Age', 1) })).toEqual([]);
  });
});
