import { describe, expect, it } from '@jest/globals';
import { undeliveredEventsRule } from '../../rules/undelivered-events.ts';
import { arnOf, judge } from '../template.ts';

const violation = (logicalId: string, location: string, message: string, fix: string) => ({
  stack: 'stack',
  logicalId,
  location: `Properties.${location}`,
  message,
  fix,
});

describe('an event that no queue takes', () => {
  const target = (DeadLetterConfig?: unknown) => ({ Arn: arnOf('Queue'), DeadLetterConfig });
  const found = (...Targets: unknown[]) =>
    judge(undeliveredEventsRule, {
      Queue: ['AWS::SQS::Queue', { Targets: [{}] }],
      Topic: ['AWS::SNS::Topic'],
      Rule: ['AWS::Events::Rule', { Targets }],
    });

  it.each([
    ['of the stack', arnOf('Queue')],
    ['of another stack', 'arn:aws:sqs:::q'],
  ])('goes to a queue %s', (_case, Arn) => {
    expect(found(target({ Arn }))).toEqual([]);
  });

  it.each([
    ['nowhere', undefined, 'nothing'],
    ['to what is no queue', { Arn: arnOf('Rule') }, '{"Arn":{"Fn::GetAtt":["Rule","Arn"]}}'],
    ['to no ARN', {}, '{}'],
  ])('fails to go %s', (_case, config, received) => {
    expect(found(target({ Arn: arnOf('Queue') }), target(config))).toEqual([
      violation(
        'Rule',
        'Targets[1].DeadLetterConfig',
        `received ${received}, expected a queue`,
        'set `deadLetterQueue` of the rule target',
      ),
    ]);
  });
});
