import { describe, expect, it } from '@jest/globals';
import { functionLogRule, logRetentionRule } from '../../rules/log-retention.ts';
import { judge, type Resources } from '../template.ts';

const withLog = (LoggingConfig: unknown): Resources => ({ Fn: ['AWS::Lambda::Function', { LoggingConfig }] });

describe('the log group of a function', () => {
  it.each([
    ['one of its stack', { Ref: 'Group' }],
    ['one that is named', '/aws/lambda/fn'],
  ])('is %s', (_case, LogGroup) => {
    expect(judge(functionLogRule, withLog({ LogGroup }))).toEqual([]);
  });

  it.each([
    [
      'the library has set the retention of',
      ['Custom::LogRetention', { LogGroupName: { 'Fn::Join': ['', ['/aws/lambda/', { Ref: 'Fn' }]] } }],
      0,
    ],
    [
      'the stack has',
      ['AWS::Logs::LogGroup', { LogGroupName: { 'Fn::Join': ['/', ['/aws/lambda', { Ref: 'Fn' }]] } }],
      0,
    ],
    ['the stack has by a text', ['AWS::Logs::LogGroup', { LogGroupName: '/aws/lambda/greet' }], 0],
    ['the stack has for another', ['AWS::Logs::LogGroup', { LogGroupName: '/aws/lambda/other' }], 1],
    ['has no name', ['AWS::Logs::LogGroup', {}], 1],
    ['is no group', ['AWS::SSM::Parameter', { LogGroupName: '/aws/lambda/greet' }], 1],
  ])('may be the one of its name that %s', (_case, Group, violations) => {
    const Fn = ['AWS::Lambda::Function', { FunctionName: 'greet' }] as const;
    const Other = ['AWS::Logs::LogGroup', { LogGroupName: '/aws/lambda/something' }] as const;

    expect(judge(functionLogRule, { Fn, Other, Group: Group as unknown as Resources[string] })).toHaveLength(
      violations,
    );
  });

  it.each([
    ['none', undefined],
    ['none in its configuration', {}],
  ])('fails when it is %s', (_case, config) => {
    expect(judge(functionLogRule, withLog(config))).toEqual([
      {
        stack: 'stack',
        logicalId: 'Fn',
        location: 'Properties.LoggingConfig.LogGroup',
        message: 'received nothing, expected a log group',
        fix: 'set `logGroup` of the Function to a LogGroup with a `retention`',
      },
    ]);
  });
});

it.each([
  ['no number of days', undefined, 'nothing'],
  ['a text', '30', '"30"'],
])('a log group fails with %s', (_case, RetentionInDays, received) => {
  expect(judge(logRetentionRule, { Group: ['AWS::Logs::LogGroup', { RetentionInDays }] })).toEqual([
    {
      stack: 'stack',
      logicalId: 'Group',
      location: 'Properties.RetentionInDays',
      message: `received ${received}, expected a number of days`,
      fix: 'set `retention` of the LogGroup',
    },
  ]);
});

it('a log group that ends is right', () => {
  expect(judge(logRetentionRule, { Group: ['AWS::Logs::LogGroup', { RetentionInDays: 1 }] })).toEqual([]);
});
