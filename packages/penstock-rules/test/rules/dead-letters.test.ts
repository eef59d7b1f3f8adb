import { describe, expect, it } from '@jest/globals';
import { defaultLimits } from '../../limits.ts';
import {
  deadLetterAgeRule,
  deadLetterRetentionRule,
  deadLettersRule,
  redriveAllowRule,
} from '../../rules/dead-letters.ts';
import { arnOf, judge, type Resources } from '../template.ts';

const violation = (logicalId: string, location: string, message: string, fix: string) => ({
  stack: 'stack',
  logicalId,
  location: `Properties.${location}`,
  message,
  fix,
});

describe('the dead-letter queue of a queue', () => {
  const source = (QueueName: string, deadLetterTargetArn: unknown): Resources[string] => [
    'AWS::SQS::Queue',
    { QueueName, RedrivePolicy: { deadLetterTargetArn } },
  ];
  const arnWith = (name: string) => ({ 'Fn::Join': ['', ['arn:aws:sqs:', { Ref: 'AWS::Region' }, `:${name}`]] });
  const by = (...names: string[]) => ({ redrivePermission: 'byQueue', sourceQueueArns: names.map(arnWith) });
  const deadLetters = (RedriveAllowPolicy?: unknown): Resources[string] => ['AWS::SQS::Queue', { RedriveAllowPolicy }];
  const two = (policy: unknown): Resources => ({
    B: source('b', arnOf('Dead')),
    A: source('a', arnOf('Dead')),
    Dead: deadLetters(policy),
  });
  const rule = {
    Rule: ['AWS::Events::Rule', { Targets: [{ DeadLetterConfig: { Arn: arnOf('Dead') } }] }],
  } as Resources;

  it.each([
    ['the queues that lead to it', two(by('b', 'a'))],
    ['no queue, where only a service does', { ...rule, Dead: deadLetters({ redrivePermission: 'denyAll' }) }],
  ])('lets %s use it', (_case, resources) => {
    expect(judge(redriveAllowRule, resources)).toEqual([]);
  });

  it.each([
    ['any queue', { redrivePermission: 'allowAll' }, '{"redrivePermission":"allowAll"}'],
    ['whoever likes', undefined, 'nothing'],
    ['no queue', { redrivePermission: 'denyAll' }, '{"redrivePermission":"denyAll"}'],
  ])('fails to let %s use it', (_case, policy, received) => {
    expect(judge(redriveAllowRule, two(policy))).toEqual([
      violation(
        'Dead',
        'RedriveAllowPolicy',
        `received ${received}, expected permission for b, a alone`,
        'set `redriveAllowPolicy` of the Queue: `sourceQueues`, or DENY_ALL where a service fills it',
      ),
    ]);
  });

  it.each([
    ['fewer', by('a')],
    ['others', by('a', 'c')],
    ['more', by('a', 'b', 'c')],
  ])('fails to let %s use it than lead to it', (_case, policy) => {
    expect(judge(redriveAllowRule, two(policy))).toMatchObject([{ logicalId: 'Dead' }]);
  });

  it.each([
    ['any queue', undefined],
    ['a queue', by('a')],
  ])('fails to let %s use it where only a service does', (_case, policy) => {
    expect(judge(redriveAllowRule, { ...rule, Dead: deadLetters(policy) })).toMatchObject([
      { logicalId: 'Dead', message: expect.stringMatching(/, expected permission for no queue alone$/) },
    ]);
  });

  it('takes a name with a colon for what it is', () => {
    const policy = { redrivePermission: 'byQueue', sourceQueueArns: [{ 'Fn::Join': ['', ['x:a']] }] };

    expect(judge(redriveAllowRule, { A: source('xa', arnOf('Dead')), Dead: deadLetters(policy) })).toHaveLength(1);
  });

  it('may be listed by an ARN that is a text', () => {
    const policy = { redrivePermission: 'byQueue', sourceQueueArns: ['arn:aws:sqs:eu-west-1:123456789012:orders'] };

    expect(judge(redriveAllowRule, { A: source('orders', arnOf('Dead')), Dead: deadLetters(policy) })).toEqual([]);
    expect(judge(redriveAllowRule, { A: source('b', arnOf('Dead')), Dead: deadLetters(policy) })).toHaveLength(1);
  });

  it('need not say so of a queue without a name: CloudFormation takes no circle', () => {
    const unnamed: Resources = {
      A: ['AWS::SQS::Queue', { RedrivePolicy: { deadLetterTargetArn: arnOf('Dead') } }],
      Dead: ['AWS::SQS::Queue'],
    };

    expect(judge(redriveAllowRule, unnamed)).toEqual([]);
  });

  it('may have its sources in another stack', () => {
    expect(judge(redriveAllowRule, { Dead: deadLetters(by('a')) })).toEqual([]);
    expect(judge(deadLettersRule, { Dead: deadLetters(by('a')) })).toEqual([]);
  });

  it('may be in another stack itself', () => {
    expect(judge(deadLettersRule, { A: source('a', { 'Fn::ImportValue': 'DeadArn' }) })).toEqual([]);
  });

  it.each([
    ['missing', undefined, 'nothing'],
    ['not named', { maxReceiveCount: 3 }, '{"maxReceiveCount":3}'],
  ])('fails when it is %s', (_case, RedrivePolicy, received) => {
    expect(judge(deadLettersRule, { A: ['AWS::SQS::Queue', { RedrivePolicy }] })).toEqual([
      violation(
        'A',
        'RedrivePolicy',
        `received ${received}, expected a dead-letter queue`,
        'set `deadLetterQueue` of the Queue',
      ),
    ]);
  });
});

describe('the retention of a dead-letter queue', () => {
  const queues = (source: number, deadLetters: number): Resources => ({
    Queue: [
      'AWS::SQS::Queue',
      { MessageRetentionPeriod: source, RedrivePolicy: { deadLetterTargetArn: arnOf('Dead') } },
    ],
    Dead: ['AWS::SQS::Queue', { MessageRetentionPeriod: deadLetters }],
  });
  const found = (message: string, fix: string) => [violation('Dead', 'MessageRetentionPeriod', message, fix)];

  it('is 14 days', () => {
    expect(judge(deadLetterRetentionRule, queues(60, 1_209_600))).toEqual([]);
    expect(judge(deadLetterRetentionRule, queues(60, 1_209_599))).toEqual(
      found(
        'received 1209599 s, expected at least the 1209600 s in which somebody looks',
        'set `retentionPeriod: Duration.days(14)` of the Queue',
      ),
    );
  });

  it('is longer than that of the queue before it', () => {
    expect(judge(deadLetterAgeRule, queues(60, 61))).toEqual([]);
    expect(judge(deadLetterAgeRule, queues(60, 60))).toEqual(
      found(
        'received 60 s, expected more than the 60 s of Queue',
        'raise `retentionPeriod` of the dead-letter queue, or lower that of its source',
      ),
    );
  });

  it('may be that of a FIFO queue, whose messages begin anew in it', () => {
    const { Queue, Dead } = queues(60, 60) as { readonly [id: string]: Resources[string] };
    const fifo = (FifoQueue: boolean): Resources => ({
      Queue: ['AWS::SQS::Queue', { ...Queue?.[1], FifoQueue }],
      Dead: Dead as Resources[string],
    });

    expect(judge(deadLetterAgeRule, fifo(true))).toEqual([]);
    expect(judge(deadLetterAgeRule, fifo(false))).toHaveLength(1);
  });

  it('is as long as the team says', () => {
    const limits = { ...defaultLimits, deadLetterRetentionSeconds: 86_400 };

    expect(judge(deadLetterRetentionRule, queues(60, 86_400), { limits })).toEqual([]);
    expect(judge(deadLetterRetentionRule, queues(60, 86_399), { limits })).toHaveLength(1);
  });
});
