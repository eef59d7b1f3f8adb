import { describe, expect, it } from '@jest/globals';
import { functionLogRule, logRetentionRule } from '../../../constructs/rules/log-retention.ts';
import { judge, type Resources } from './template.ts';

const withLog = (LoggingConfig: unknown): Resources => ({
  Fn: ['AWS::Lambda::Function', { LoggingConfig }],
  Group: ['AWS::Logs::LogGroup', { RetentionInDays: 30 }],
  Table: ['AWS::DynamoDB::GlobalTable'],
});

describe('the log group of a function', () => {
  it('is one of its stack', () => {
    expect(judge(functionLogRule, withLog({ LogGroup: { Ref: 'Group' } }))).toEqual([]);
  });

  it.each([
    ['none', undefined, 'nothing'],
    ['none in its configuration', {}, 'nothing'],
    ['one that is named only', { LogGroup: '/aws/lambda/fn' }, '"/aws/lambda/fn"'],
    ['something else', { LogGroup: { Ref: 'Table' } }, '{"Ref":"Table"}'],
  ])('fails when it is %s', (_case, config, received) => {
    expect(judge(functionLogRule, withLog(config))).toEqual([
      {
        stack: 'stack',
        logicalId: 'Fn',
        location: 'Properties.LoggingConfig.LogGroup',
        message: `received ${received}, expected a log group of this stack`,
        fix: 'make the function a ServiceFunction',
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
      fix: 'pass the `logRetention` of the stage',
    },
  ]);
});

it('a log group that ends is right', () => {
  expect(judge(logRetentionRule, { Group: ['AWS::Logs::LogGroup', { RetentionInDays: 1 }] })).toEqual([]);
});
