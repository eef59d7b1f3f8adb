import { describe, expect, it } from '@jest/globals';
import { busRuleAlarmsRule } from '../../rules/bus-rule-alarms.ts';
import { judge, type Resources } from '../template.ts';

describe('the alarms of a rule of a bus', () => {
  const alarm = (MetricName: string, bus: unknown): Resources[string] => [
    'AWS::CloudWatch::Alarm',
    {
      MetricName,
      Namespace: 'AWS/Events',
      Statistic: 'Sum',
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      Dimensions: [
        { Name: 'EventBusName', Value: bus },
        { Name: 'RuleName', Value: 'to-greetings' },
      ],
    },
  ];
  const resources = (EventBusName: unknown, bus: unknown): Resources => ({
    Other: ['AWS::Events::EventBus', { Name: 'other' }],
    Bus: ['AWS::Events::EventBus', { Name: 'bus' }],
    Rule: ['AWS::Events::Rule', { EventBusName, Name: 'to-greetings' }],
    Failed: alarm('FailedInvocations', bus),
    Lost: alarm('InvocationsFailedToBeSentToDlq', bus),
  });

  it.each([
    ['of the stack', { Ref: 'Bus' }, 'bus'],
    ['by its name', 'given', 'given'],
  ])('are on the bus %s and the rule', (_case, given, name) => {
    expect(judge(busRuleAlarmsRule, resources(given, name))).toEqual([]);
  });

  it.each([
    ['of another bus', { Ref: 'Bus' }],
    ['of a bus that is not there', { Ref: 'Gone' }],
  ])('fail when they are %s', (_case, given) => {
    expect(judge(busRuleAlarmsRule, resources(given, 'other'))).toMatchObject([
      { logicalId: 'Rule' },
      { logicalId: 'Rule' },
    ]);
  });

  const byReference = (dimensions: object[]): Resources => {
    const alarmOf = (MetricName: string): Resources[string] => [
      'AWS::CloudWatch::Alarm',
      {
        MetricName,
        Namespace: 'AWS/Events',
        Statistic: 'Sum',
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        Dimensions: dimensions,
      },
    ];
    return { Failed: alarmOf('FailedInvocations'), Lost: alarmOf('InvocationsFailedToBeSentToDlq') };
  };
  const ofRule = { Name: 'RuleName', Value: { Ref: 'Rule' } };

  it.each([
    ['on a bus of its own', { Ref: 'Bus' }, [ofRule, { Name: 'EventBusName', Value: { Ref: 'Bus' } }]],
    ['on the default bus', undefined, [ofRule]],
    ['on the default bus by its name', 'default', [ofRule]],
    [
      'on a bus of another stack',
      { 'Fn::ImportValue': 'x' },
      [ofRule, { Name: 'EventBusName', Value: { 'Fn::ImportValue': 'x' } }],
    ],
  ])('may be of a rule without a name %s', (_case, EventBusName, dimensions) => {
    const Rule = ['AWS::Events::Rule', { EventBusName }] as const;

    expect(judge(busRuleAlarmsRule, { Bus: ['AWS::Events::EventBus'], Rule, ...byReference(dimensions) })).toEqual([]);
  });

  it('fail on one dimension, with those that it should have', () => {
    const Rule = ['AWS::Events::Rule', { EventBusName: { Ref: 'Bus' } }] as const;

    expect(judge(busRuleAlarmsRule, { Bus: ['AWS::Events::EventBus'], Rule, ...byReference([ofRule]) })).toMatchObject([
      { logicalId: 'Rule', location: 'Properties.Name', fix: expect.stringContaining('EventBusName and RuleName') },
      { logicalId: 'Rule', fix: expect.stringContaining('InvocationsFailedToBeSentToDlq') },
    ]);
    expect(judge(busRuleAlarmsRule, { Rule: ['AWS::Events::Rule'] })).toMatchObject([
      { fix: expect.stringContaining('the dimensions RuleName, statistic Sum') },
      {},
    ]);
    expect(judge(busRuleAlarmsRule, { Rule: ['AWS::Events::Rule', { EventBusName: 'default' }] })).toMatchObject([
      { fix: expect.stringContaining('the dimensions RuleName, statistic Sum') },
      {},
    ]);
  });

  it('fail on a dimension of no value, whatever the rule is called', () => {
    const Rule = ['AWS::Events::Rule', {}] as const;

    expect(judge(busRuleAlarmsRule, { Rule, ...byReference([{ Name: 'RuleName' }]) })).toHaveLength(2);
  });
});
