import { describe, expect, it } from '@jest/globals';
import { deadLettersRule, queueProtectionRule, undeliveredRule } from '../../../constructs/rules/queues.ts';
import { arnOf, judge, type Loose, type Resources, stackWith } from './template.ts';

const violation = (logicalId: string, location: string, message: string, fix: string) => ({
  stack: 'stack',
  logicalId,
  location: `Properties.${location}`,
  message,
  fix,
});

describe('the protection of a queue', () => {
  const tlsOnly = { Effect: 'Deny', Action: 'sqs:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
  const allow = (Condition?: object) => ({
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Condition,
  });
  const ofRule = { ArnEquals: { 'aws:SourceArn': arnOf('Rule') } };
  const found = (statements: readonly unknown[], queue: Loose = { SqsManagedSseEnabled: true }, on = 'Queue') =>
    judge(queueProtectionRule, {
      Queue: ['AWS::SQS::Queue', queue],
      Policy: ['AWS::SQS::QueuePolicy', { Queues: [{ Ref: on }], PolicyDocument: { Statement: statements } }],
    });
  const open = violation(
    'Queue',
    'QueueName',
    'received no policy that refuses requests without TLS, expected one',
    'set enforceSSL',
  );

  it.each([
    ['a key of SQS', { SqsManagedSseEnabled: true }],
    ['a key of KMS', { KmsMasterKeyId: 'alias/aws/sqs' }],
  ])('is encryption with %s, TLS and senders that are known', (_case, queue) => {
    expect(found([tlsOnly, allow(ofRule)], queue)).toEqual([]);
  });

  it.each([
    ['said to be off', { SqsManagedSseEnabled: false }, 'false'],
    ['not said', {}, 'nothing'],
  ])('fails when encryption is %s', (_case, queue, received) => {
    expect(found([tlsOnly], queue)).toEqual([
      violation(
        'Queue',
        'SqsManagedSseEnabled',
        `received ${received} and no KMS key, expected one of them`,
        'encrypt it',
      ),
    ]);
  });

  it.each([
    ['allowed', { ...tlsOnly, Effect: 'Allow', Condition: { ...tlsOnly.Condition, ...ofRule } }],
    ['refused for one action', { ...tlsOnly, Action: 'sqs:SendMessage' }],
    ['refused with TLS', { ...tlsOnly, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
    ['refused on another condition', { ...tlsOnly, Condition: {} }],
  ])('fails when what comes without TLS is %s', (_case, statement) => {
    expect(found([statement])).toEqual([open]);
  });

  it('fails when the policy is of another queue', () => {
    expect(found([tlsOnly], undefined, 'Other')).toEqual([open]);
  });

  it.each([
    ['no condition', undefined],
    ['another condition', { Bool: { 'aws:SecureTransport': 'true' } }],
    ['a condition on something else', { ArnEquals: { 'aws:PrincipalArn': 'x' } }],
  ])('fails when a service may send on %s', (_case, condition) => {
    expect(found([tlsOnly, allow(condition)])).toEqual([
      violation(
        'Queue',
        'QueueName',
        'received a policy that lets {"Service":"events.amazonaws.com"} send for anybody, expected aws:SourceArn in its condition',
        'limit the statement to the ARN of the rule',
      ),
    ]);
  });
});

describe('the dead-letter queue of a queue', () => {
  const source = (QueueName: string, deadLetterTargetArn: unknown): Resources[string] => [
    'AWS::SQS::Queue',
    { QueueName, RedrivePolicy: { deadLetterTargetArn } },
  ];
  const arnWith = (name: string) => ({ 'Fn::Join': ['', ['arn:aws:sqs:', { Ref: 'AWS::Region' }, `:${name}`]] });
  const by = (...names: string[]) => ({ redrivePermission: 'byQueue', sourceQueueArns: names.map(arnWith) });
  const letters = (RedriveAllowPolicy?: unknown): Resources[string] => ['AWS::SQS::Queue', { RedriveAllowPolicy }];
  const two = (policy: unknown): Resources => ({
    B: source('b', arnOf('Dead')),
    A: source('a', arnOf('Dead')),
    Dead: letters(policy),
  });
  const rule = {
    Rule: ['AWS::Events::Rule', { Targets: [{ DeadLetterConfig: { Arn: arnOf('Dead') } }] }],
  } as Resources;

  it.each([
    ['the queues that lead to it', two(by('b', 'a'))],
    ['no queue, where only a service does', { ...rule, Dead: letters({ redrivePermission: 'denyAll' }) }],
  ])('lets %s use it', (_case, resources) => {
    expect(judge(deadLettersRule, resources)).toEqual([]);
  });

  it.each([
    ['any queue', { redrivePermission: 'allowAll' }, '{"redrivePermission":"allowAll"}'],
    ['whoever likes', undefined, 'nothing'],
    ['no queue', { redrivePermission: 'denyAll' }, '{"redrivePermission":"denyAll"}'],
  ])('fails to let %s use it', (_case, policy, received) => {
    expect(judge(deadLettersRule, two(policy))).toEqual([
      violation(
        'Dead',
        'RedriveAllowPolicy',
        `received ${received}, expected leave for b, a alone`,
        'make it a DeadLetterQueue',
      ),
    ]);
  });

  it.each([
    ['fewer', by('a')],
    ['others', by('a', 'c')],
    ['more', by('a', 'b', 'c')],
  ])('fails to let %s use it than lead to it', (_case, policy) => {
    expect(judge(deadLettersRule, two(policy))).toMatchObject([{ logicalId: 'Dead' }]);
  });

  it('fails to let a queue use it where only a service does', () => {
    expect(judge(deadLettersRule, { ...rule, Dead: letters(by('a')) })).toMatchObject([
      { logicalId: 'Dead', message: expect.stringMatching(/, expected leave for no queue alone$/) },
    ]);
  });

  it('takes a name with a colon for what it is', () => {
    const policy = { redrivePermission: 'byQueue', sourceQueueArns: [{ 'Fn::Join': ['', ['x:a']] }] };

    expect(judge(deadLettersRule, { A: source('xa', arnOf('Dead')), Dead: letters(policy) })).toHaveLength(1);
  });

  it.each([
    ['missing', undefined, 'nothing'],
    [
      'in another stack',
      { deadLetterTargetArn: arnOf('Elsewhere') },
      '{"deadLetterTargetArn":{"Fn::GetAtt":["Elsewhere","Arn"]}}',
    ],
  ])('fails when it is %s', (_case, RedrivePolicy, received) => {
    const stacks = [
      stackWith({ A: ['AWS::SQS::Queue', { RedrivePolicy }] }),
      stackWith(
        { Elsewhere: ['AWS::SQS::Queue', { RedriveAllowPolicy: by('a') }], R: rule.Rule as Resources[string] },
        'other',
      ),
    ];

    expect(judge(deadLettersRule, {}, { stacks }).filter(({ stack }) => stack === 'stack')).toEqual([
      violation(
        'A',
        'RedrivePolicy',
        `received ${received}, expected a dead letter queue of this stack`,
        'make it a WorkQueue',
      ),
    ]);
  });
});

describe('an event that no queue takes', () => {
  const target = (DeadLetterConfig?: unknown) => ({ Arn: arnOf('Queue'), DeadLetterConfig });
  const found = (...Targets: unknown[]) =>
    judge(undeliveredRule, {
      Queue: ['AWS::SQS::Queue', { Targets: [{}] }],
      Rule: ['AWS::Events::Rule', { Targets }],
    });

  it('goes to a queue of the stack', () => {
    expect(found(target({ Arn: arnOf('Queue') }))).toEqual([]);
  });

  it.each([
    ['nowhere', undefined, 'nothing'],
    ['to what is no queue', { Arn: arnOf('Rule') }, '{"Arn":{"Fn::GetAtt":["Rule","Arn"]}}'],
    ['to another stack', { Arn: 'arn:aws:sqs:::q' }, '{"Arn":"arn:aws:sqs:::q"}'],
  ])('fails to go %s', (_case, config, received) => {
    expect(found(target({ Arn: arnOf('Queue') }), target(config))).toEqual([
      violation(
        'Rule',
        'Targets[1].DeadLetterConfig',
        `received ${received}, expected a queue of this stack`,
        'route with `deliver` of the EventBus',
      ),
    ]);
  });
});
