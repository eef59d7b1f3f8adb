import { describe, expect, it } from '@jest/globals';
import { queueProtectionRule } from '../../rules/queues.ts';
import { arnOf, judge, type Loose } from '../template.ts';

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
    'set `enforceSSL: true` of the Queue',
  );

  it.each([
    ['a key of SQS', { SqsManagedSseEnabled: true }],
    ['what SQS does by itself', {}],
    ['a key of KMS', { KmsMasterKeyId: 'alias/aws/sqs' }],
  ])('is encryption with %s, TLS and senders that are known', (_case, queue) => {
    expect(found([tlsOnly, allow(ofRule)], queue)).toEqual([]);
  });

  it('fails when encryption is said to be off', () => {
    expect(found([tlsOnly], { SqsManagedSseEnabled: false })).toEqual([
      violation(
        'Queue',
        'SqsManagedSseEnabled',
        'received false and no KMS key, expected one of them',
        'set `encryption: QueueEncryption.SQS_MANAGED` of the Queue',
      ),
    ]);
    expect(found([tlsOnly], { SqsManagedSseEnabled: false, KmsMasterKeyId: 'alias/own' })).toEqual([]);
  });

  it('takes an action in any case', () => {
    expect(found([{ ...tlsOnly, Action: 'SQS:*' }])).toEqual([]);
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

  it('may be in the policy of several queues', () => {
    const Queues = [{ Ref: 'Other' }, { Ref: 'Queue' }];

    expect(
      judge(queueProtectionRule, {
        Queue: ['AWS::SQS::Queue', { SqsManagedSseEnabled: true }],
        Policy: ['AWS::SQS::QueuePolicy', { Queues, PolicyDocument: { Statement: [tlsOnly] } }],
      }),
    ).toEqual([]);
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
        'add `conditions: { ArnEquals: { "aws:SourceArn": ... } }` to the PolicyStatement',
      ),
    ]);
  });

  it.each([
    ['from one topic', { Service: 'sns.amazonaws.com' }, { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:parcels' } }],
    ['for one account', { Service: 's3.amazonaws.com' }, { StringEquals: { 'aws:SourceAccount': '123456789012' } }],
    ['as itself', { AWS: 'arn:aws:iam::123456789012:root' }, undefined],
  ])('lets somebody send %s', (_case, Principal, Condition) => {
    expect(found([tlsOnly, { Effect: 'Allow', Principal, Condition }])).toEqual([]);
  });

  it.each([['*'], [{ AWS: '*' }], [{ AWS: ['123456789012', '*'] }]])('fails when %p may send', (Principal) => {
    expect(found([tlsOnly, { Effect: 'Allow', Principal }])).toHaveLength(1);
  });
});
