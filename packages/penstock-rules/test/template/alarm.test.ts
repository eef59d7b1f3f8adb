import { describe, expect, it } from '@jest/globals';
import { isAbout, type RequiredAlarm, withoutAlarm } from '../../template/alarm.ts';
import { type Resource, resourcesOf } from '../../template/resources.ts';
import { type Loose, type Resources, stackWith } from '../template.ts';

const required: RequiredAlarm = { metric: 'Age', statistic: 'Maximum', threshold: 10, fix: 'alarm it' };
const alarm = (over: Loose = {}): Resources[string] => [
  'AWS::CloudWatch::Alarm',
  {
    MetricName: 'Age',
    Statistic: 'Maximum',
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 10,
    Dimensions: [{ Name: 'Of', Value: 'orders' }],
    ...over,
  },
];
const stream: Resources[string] = ['AWS::Kinesis::Stream', { Name: 'orders' }];

function found(over: Loose, demand: Partial<RequiredAlarm> = {}, watched = stream) {
  const [first] = resourcesOf(stackWith({ Watched: watched, Alarm: alarm(over) }));
  return withoutAlarm(first as Resource, { ...required, ...demand });
}

describe('the alarm of a resource', () => {
  it('knows it by the name that is given to it, in any dimension', () => {
    const Dimensions = [
      { Name: 'Part', Value: '0' },
      { Name: 'Of', Value: 'orders' },
    ];

    expect(found({})).toEqual([]);
    expect(found({ Dimensions })).toEqual([]);
  });

  it('fails to be of what has no name by a dimension of no value', () => {
    expect(found({ Dimensions: [{ Name: 'Of' }] }, {}, ['AWS::Kinesis::Stream', {}])).toEqual([
      {
        stack: 'stack',
        logicalId: 'Watched',
        location: 'Properties.Name',
        message: 'received nothing as alarm on Age, expected Maximum GreaterThanThreshold 10',
        fix: 'alarm it',
      },
    ]);
  });

  it.each([
    ['as long as is asked', { EvaluationPeriods: 5, Period: 60, DatapointsToAlarm: 1 }],
    ['for longer', { EvaluationPeriods: 6, Period: 60, DatapointsToAlarm: 1 }],
  ])('may go on ringing %s', (_case, over) => {
    expect(found(over, { lingeringSeconds: 300 })).toEqual([]);
  });

  it.each([
    ['ends earlier', { EvaluationPeriods: 4, Period: 60, DatapointsToAlarm: 1 }, '240'],
    ['needs two values', { EvaluationPeriods: 5, Period: 60, DatapointsToAlarm: 2 }, '0'],
    ['needs a value in each period', { EvaluationPeriods: 5, Period: 60 }, '0'],
  ])('fails where it %s', (_case, over, seconds) => {
    expect(found(over, { lingeringSeconds: 300 })).toMatchObject([
      {
        message: `received Maximum GreaterThanThreshold 10 for ${seconds} s as alarm on Age, expected Maximum GreaterThanThreshold 10 for 300 s`,
      },
    ]);
  });
});

describe('an alarm on a metric', () => {
  const ofOrders = { Name: 'Of', Value: 'orders' };
  const isOfOrders = (over: Loose) => {
    const [one] = resourcesOf(stackWith({ Alarm: alarm({ Namespace: 'Shop', ...over }) }));
    return isAbout('Shop', { Of: (value) => value === 'orders' })(one as Resource);
  };

  it('has its namespace and its dimensions', () => {
    expect(isOfOrders({})).toBe(true);
  });

  it.each([
    ['another namespace', { Namespace: 'Other' }],
    ['another value', { Dimensions: [{ Name: 'Of', Value: 'other' }] }],
    ['another dimension', { Dimensions: [{ Name: 'By', Value: 'orders' }] }],
    ['one more', { Dimensions: [ofOrders, ofOrders] }],
    ['none', { Dimensions: undefined }],
  ])('is another with %s', (_case, over) => {
    expect(isOfOrders(over)).toBe(false);
  });
});
