import { describe, expect, it } from '@jest/globals';
import { ageAlarmsRule, alarmTopicRule, retryAlarmsRule } from '../../../constructs/rules/alarms.ts';
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
const fix = 'make it a WorkQueue with the numbers of its consumer';

describe('the alarm on the age of a queue', () => {
  const consumer = { name: 'greet', queue: 'greetings', ageObjective: 60 } as Consumer;
  const name = { 'Fn::GetAtt': ['Queue', 'QueueName'] };
  const found = (over: Loose, consumers = [consumer]) =>
    judge(
      ageAlarmsRule,
      {
        Queue: ['AWS::SQS::Queue'],
        Fn: ['AWS::Lambda::Function', { FunctionName: 'penstock-test-greet' }],
        Poller: ['AWS::Lambda::EventSourceMapping', { EventSourceArn: arnOf('Queue'), FunctionName: { Ref: 'Fn' } }],
        Age: alarm(name, 'ApproximateAgeOfOldestMessage', 60, over),
        Other: alarm(name, 'ApproximateAgeOfOldestMessage', 7),
      },
      { consumers },
    );

  it('is at the age that its consumer promises', () => {
    expect(found({})).toEqual([]);
  });

  it.each([
    ['Threshold', 59, 'Maximum GreaterThanThreshold 59'],
    ['Threshold', 61, 'Maximum GreaterThanThreshold 61'],
    ['Statistic', 'Average', 'Average GreaterThanThreshold 60'],
    ['ComparisonOperator', 'LessThanThreshold', 'Maximum LessThanThreshold 60'],
    ['ComparisonOperator', 'GreaterThanOrEqualToThreshold', 'Maximum GreaterThanOrEqualToThreshold 60'],
  ])('fails with another %s (%p)', (member, value, received) => {
    expect(found({ [member]: value })).toEqual([
      {
        stack: 'stack',
        logicalId: 'Queue',
        location: 'Properties.QueueName',
        message: `received ${received} as alarm on ApproximateAgeOfOldestMessage, expected Maximum GreaterThanThreshold 60`,
        fix,
      },
    ]);
  });

  it('is not wanted where no consumer promises one', () => {
    expect(found({ Threshold: 1 }, [])).toEqual([]);
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

describe('the topic of a stage', () => {
  const topic = (region: string, name: string) => ({ 'Fn::Join': ['', [`arn:aws:sns:${region}:`, '1', `:${name}`]] });
  const right = [topic('eu-west-1', 'alarms')];
  const found = (over: Loose, alarmTopic: string | undefined = 'alarms') =>
    judge(
      alarmTopicRule,
      { Alarm: alarm('', 'Age', 1, { AlarmActions: right, OKActions: right, ...over }) },
      { stage: { ...stage, ...(alarmTopic !== undefined && { alarmTopic }) } },
    );

  it('is told by an alarm of its region, when it rings and when it is over', () => {
    expect(found({ AlarmActions: [topic('eu-west-1', 'other'), ...right], ActionsEnabled: true })).toEqual([]);
  });

  it.each([
    ['nobody when it rings', { AlarmActions: undefined }, 'AlarmActions', 'nothing'],
    ['nobody when it is over', { OKActions: [] }, 'OKActions', '[]'],
    ['a text', { OKActions: ['alarms'] }, 'OKActions', '["alarms"]'],
  ])('fails when an alarm tells %s', (_case, over, name, received) => {
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
  ])('fails when an alarm tells %s', (_case, other) => {
    expect(found({ AlarmActions: [other] })).toMatchObject([
      {
        location: 'Properties.AlarmActions',
        message: expect.stringMatching(/expected the topic alarms in eu-west-1$/),
      },
    ]);
  });

  it('is nothing where the stage names no topic', () => {
    expect(judge(alarmTopicRule, { Alarm: alarm('', 'Age', 1) })).toEqual([]);
  });
});
