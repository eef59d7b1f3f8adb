import { describe, expect, it } from '@jest/globals';
import { queueAlarmsRule } from '../../rules/alarms.ts';
import { deadLetterRetentionRule, deadLettersRule } from '../../rules/dead-letters.ts';
import { exportedAs, importsWithin } from '../../template/exports.ts';
import { arnOf, judge, type Resources, stackWith } from '../template.ts';

const withExport = {
  ...stackWith({ Dead: ['AWS::SQS::Queue', { MessageRetentionPeriod: 60 }], Other: ['AWS::SQS::Queue'] }, 'data'),
};
const data = {
  ...withExport,
  template: {
    ...withExport.template,
    Outputs: {
      Own: { Value: arnOf('Other') },
      Dead: { Value: arnOf('Dead'), Export: { Name: 'data:Dead' } },
      More: { Value: arnOf('Other'), Export: { Name: 'data:Other' } },
    },
  },
};
const imported = { 'Fn::ImportValue': 'data:Dead' };

describe('an export', () => {
  it('is found by its name', () => {
    expect(exportedAs(data, ['data:Dead', 'data:Gone'])).toEqual(['Dead']);
    expect(exportedAs(stackWith({}), ['data:Dead'])).toEqual([]);
  });

  it('is imported however deep', () => {
    expect(
      importsWithin([{ a: imported }, 'b', { 'Fn::ImportValue': { 'Fn::Sub': 'x' } }, { c: 'data:Other' }]),
    ).toEqual(['data:Dead']);
  });
});

describe('a queue that another stack of the app fills', () => {
  const users: Readonly<Record<string, Resources>> = {
    'a queue': { Queue: ['AWS::SQS::Queue', { RedrivePolicy: { deadLetterTargetArn: imported } }] },
    'a function': { Fn: ['AWS::Lambda::Function', { DeadLetterConfig: { TargetArn: imported } }] },
    'a pipe': {
      Pipe: ['AWS::Pipes::Pipe', { SourceParameters: { SqsQueueParameters: { DeadLetterConfig: { Arn: imported } } } }],
    },
  };

  it.each(Object.entries(users))('is an end of messages, with what that asks for: %s', (_name, resources) => {
    const stacks = [data, stackWith(resources, 'app')];
    const foundBy = (rule: Parameters<typeof judge>[0]) =>
      judge(rule, {}, { stacks })
        .filter(({ stack }) => stack === 'data')
        .map(({ logicalId }) => logicalId);

    expect(foundBy(deadLettersRule)).toEqual(['Other']);
    expect(foundBy(deadLetterRetentionRule)).toEqual(['Dead']);
    expect(foundBy(queueAlarmsRule)).toEqual(['Dead']);
  });
});
