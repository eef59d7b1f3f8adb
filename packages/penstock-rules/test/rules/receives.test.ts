import { describe, expect, it } from '@jest/globals';
import { receiveCountRule, receiveWindowRule } from '../../rules/receives.ts';
import { arnOf, judge, type Resources } from '../template.ts';

const queue = (maxReceiveCount: unknown, over: object = {}): Resources => ({
  Queue: ['AWS::SQS::Queue', { RedrivePolicy: { deadLetterTargetArn: arnOf('Dead'), maxReceiveCount }, ...over }],
});
const consumer: Resources = {
  Fn: ['AWS::Lambda::Function'],
  Poller: ['AWS::Lambda::EventSourceMapping', { EventSourceArn: arnOf('Queue'), FunctionName: { Ref: 'Fn' } }],
};
const violation = (message: string, fix: string) => ({
  stack: 'stack',
  logicalId: 'Queue',
  location: 'Properties.RedrivePolicy.maxReceiveCount',
  message,
  fix,
});

describe('the receives of a message', () => {
  const found = (receives: unknown) => judge(receiveCountRule, { ...queue(receives), ...consumer });

  it.each([[5], [1000], [undefined], ['5'], [{ Ref: 'Receives' }]])('may be %p', (receives) => {
    expect(found(receives)).toEqual([]);
  });

  it.each([[4], [1001]])('fail to be %p', (receives) => {
    expect(found(receives)).toEqual([
      violation(
        `received ${receives}, expected 5 to 1000`,
        'set `maxReceiveCount` of `deadLetterQueue` of the Queue to 5 or more',
      ),
    ]);
  });

  it('are those of a queue that a function consumes, and that has a dead-letter queue', () => {
    expect(judge(receiveCountRule, queue(3))).toEqual([]);
    expect(judge(receiveCountRule, { Queue: ['AWS::SQS::Queue', { RedrivePolicy: { maxReceiveCount: 3 } }] })).toEqual(
      [],
    );
    expect(
      judge(receiveCountRule, { ...consumer, Queue: ['AWS::SQS::Queue', { RedrivePolicy: { maxReceiveCount: 3 } }] }),
    ).toEqual([]);
  });
});

describe('the window of the receives', () => {
  const found = (receives: unknown, VisibilityTimeout?: number, MessageRetentionPeriod?: number) =>
    judge(receiveWindowRule, queue(receives, { VisibilityTimeout, MessageRetentionPeriod }));

  it.each([
    ['shorter than the retention', 5, 60, 301],
    ['ten receives where none are said', undefined, 60, 601],
    ['30 s apart where none are said', 5, undefined, 151],
    ['known at deployment alone', { Ref: 'Receives' }, 60, 60],
  ])('may be %s', (_case, receives, visibility, retention) => {
    expect(found(receives, visibility, retention)).toEqual([]);
  });

  it.each([
    [5, 60, 300, 'received 5 receives, 60 s apart, expected them within the 300 s of the retention'],
    [undefined, 60, 600, 'received 10 receives, 60 s apart, expected them within the 600 s of the retention'],
    [5, undefined, 150, 'received 5 receives, 30 s apart, expected them within the 150 s of the retention'],
  ])('fails with %p receives %p s apart in %p s', (receives, visibility, retention, message) => {
    expect(found(receives, visibility, retention)).toEqual([
      violation(message, 'lower `maxReceiveCount` or `visibilityTimeout` of the Queue, or raise its `retentionPeriod`'),
    ]);
  });

  it('is that of queues alone', () => {
    const [, properties] = queue(5, { VisibilityTimeout: 60, MessageRetentionPeriod: 60 }).Queue as Resources[string];

    expect(judge(receiveWindowRule, { Other: ['Custom::Queue', properties as object] })).toEqual([]);
  });

  it('is nothing without a dead-letter queue: another rule asks for one', () => {
    const Queue = ['AWS::SQS::Queue', { VisibilityTimeout: 60, MessageRetentionPeriod: 60 }] as const;

    expect(judge(receiveWindowRule, { Queue })).toEqual([]);
  });
});
