import { describe, expect, it } from '@jest/globals';
import { endsOf, retentionOf, sourcesOf } from '../../template/dead-letters.ts';
import { consumptionsOf, pollersOf } from '../../template/pollers.ts';
import { resourcesOf } from '../../template/resources.ts';
import { arnOf, type Resources, stackWith } from '../template.ts';

const mapping = (source: unknown, target: unknown, over: object = {}): Resources[string] => [
  'AWS::Lambda::EventSourceMapping',
  { EventSourceArn: source, FunctionName: target, ...over },
];
const stack = stackWith({
  Queue: ['AWS::SQS::Queue', { RedrivePolicy: { deadLetterTargetArn: arnOf('Dead') } }],
  Dead: ['AWS::SQS::Queue', { MessageRetentionPeriod: 60 }],
  Undelivered: ['AWS::SQS::Queue'],
  Failures: ['AWS::SQS::Queue'],
  Alone: ['AWS::SQS::Queue'],
  Fn: ['AWS::Lambda::Function'],
  Alias: ['AWS::Lambda::Alias', { FunctionName: { Ref: 'Fn' } }],
  Rule: ['AWS::Events::Rule', { Targets: [{ DeadLetterConfig: { Arn: arnOf('Undelivered') } }] }],
  ByAlias: mapping(arnOf('Queue'), { 'Fn::Join': ['', [{ Ref: 'Nothing' }, { Ref: 'Alias' }]] }),
  Direct: mapping(arnOf('Queue'), { Ref: 'Fn' }),
  Nowhere: mapping(arnOf('Queue'), { Ref: 'Gone' }),
  Stream: mapping(
    { 'Fn::GetAtt': ['Table', 'StreamArn'] },
    { Ref: 'Fn' },
    {
      StartingPosition: 'LATEST',
      DestinationConfig: { OnFailure: { Destination: arnOf('Failures') } },
    },
  ),
});
const one = (id: string) => {
  const found = resourcesOf(stack).find(({ logicalId }) => logicalId === id);
  if (found === undefined) throw new Error(`No ${id}`);
  return found;
};

describe('pollers', () => {
  it('know their queue and the function behind their alias', () => {
    expect(
      pollersOf(stack).map(({ mapping: { logicalId }, queue, target }) => [
        logicalId,
        queue?.logicalId,
        target?.logicalId,
      ]),
    ).toEqual([
      ['ByAlias', 'Queue', 'Fn'],
      ['Direct', 'Queue', 'Fn'],
      ['Nowhere', 'Queue', undefined],
      ['Stream', undefined, 'Fn'],
    ]);
  });

  it('know what they read', () => {
    const kinds = pollersOf(
      stackWith({
        Queue: mapping('arn:aws:sqs:eu-west-1:123456789012:q', {}),
        Stream: mapping('arn:aws:kinesis:eu-west-1:123456789012:stream/s', {}, { StartingPosition: 'LATEST' }),
        Kafka: mapping('arn:aws:kafka:x', {}, { StartingPosition: 'LATEST', Topics: ['t'] }),
        Own: mapping(undefined, {}, { StartingPosition: 'LATEST', SelfManagedEventSource: {} }),
        Documents: mapping('arn:aws:rds:x', {}, { StartingPosition: 'LATEST', DocumentDBEventSourceConfig: {} }),
        Broker: mapping('arn:aws:mq:x', {}, { Queues: ['q'] }),
      }),
    ).map(({ reads }) => reads);

    expect(kinds).toEqual(['queue', 'stream', 'other', 'other', 'other', 'other']);
  });

  it('consume where they have both', () => {
    expect(consumptionsOf(stack).map((found) => found.mapping.logicalId)).toEqual(['ByAlias', 'Direct']);
  });
});

describe('queues', () => {
  it('know where their messages end and where they come from', () => {
    expect(sourcesOf(one('Dead')).map(({ logicalId }) => logicalId)).toEqual(['Queue']);
    expect(endsOf(stack).map(({ logicalId }) => logicalId)).toEqual(['Dead', 'Undelivered', 'Failures']);
  });

  it('keep messages for four days where nothing is said', () => {
    expect([retentionOf(one('Dead')), retentionOf(one('Queue'))]).toEqual([60, 4 * 24 * 60 * 60]);
  });

  it.each([
    ['an asynchronous function', 'AWS::Lambda::Function', { DeadLetterConfig: { TargetArn: arnOf('Dead') } }],
    [
      'an asynchronous invocation',
      'AWS::Lambda::EventInvokeConfig',
      { DestinationConfig: { OnFailure: { Destination: arnOf('Dead') } } },
    ],
    ['a subscription', 'AWS::SNS::Subscription', { RedrivePolicy: { deadLetterTargetArn: arnOf('Dead') } }],
    ['a schedule', 'AWS::Scheduler::Schedule', { Target: { DeadLetterConfig: { Arn: arnOf('Dead') } } }],
  ])('are where the failures of %s end', (_case, type, properties) => {
    const ends = endsOf(
      stackWith({ Dead: ['AWS::SQS::Queue'], Other: ['AWS::SQS::Queue'], Source: [type, properties] }),
    );

    expect(ends.map(({ logicalId }) => logicalId)).toEqual(['Dead']);
  });

  it('are where messages end when they say who may send theirs there', () => {
    const ends = endsOf(
      stackWith({ Dead: ['AWS::SQS::Queue', { RedriveAllowPolicy: {} }], Other: ['AWS::SQS::Queue'] }),
    );

    expect(ends.map(({ logicalId }) => logicalId)).toEqual(['Dead']);
  });
});
