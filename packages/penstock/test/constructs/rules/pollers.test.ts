import { describe, expect, it } from '@jest/globals';
import {
  consumptionsOf,
  deadLettersOf,
  endsOf,
  pollersOf,
  retentionOf,
  sourcesOf,
} from '../../../constructs/rules/pollers.ts';
import { resourcesOf } from '../../../constructs/rules/resources.ts';
import { arnOf, type Resources, stackWith } from './template.ts';

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

  it('consume where they have both', () => {
    expect(consumptionsOf(stack).map((found) => found.mapping.logicalId)).toEqual(['ByAlias', 'Direct']);
  });
});

describe('queues', () => {
  it('know where their messages end and where they come from', () => {
    expect(deadLettersOf(one('Queue'))?.logicalId).toBe('Dead');
    expect(deadLettersOf(one('Alone'))).toBeUndefined();
    expect(sourcesOf(one('Dead')).map(({ logicalId }) => logicalId)).toEqual(['Queue']);
    expect(endsOf(stack).map(({ logicalId }) => logicalId)).toEqual(['Dead', 'Undelivered', 'Failures']);
  });

  it('keep messages for four days where nothing is said', () => {
    expect([retentionOf(one('Dead')), retentionOf(one('Queue'))]).toEqual([60, 4 * 24 * 60 * 60]);
  });
});
