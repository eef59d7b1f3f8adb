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
