import { describe, expect, it } from '@jest/globals';
import { retryWindowRules } from '../../../constructs/rules/retry-window.ts';
import type { Rule } from '../../../constructs/rules/rule.ts';
import { gapFloor } from '../../../contract/events/derive.ts';
import type { Consumer } from '../../../contract/events/model.ts';
import { arnOf, judge, type Loose, type Resources } from './template.ts';

const rule = (id: string): Rule => {
  const found = retryWindowRules.find((one) => one.id === id);
  if (found === undefined) throw new Error(`No rule ${id}`);
  return found;
};
const backoff = { base: 1, cap: 300 };
const consumerOf = (retryWindow: number) => ({ name: 'greet', retryWindow, backoff }) as Consumer;
const queue = (maxReceiveCount: unknown, over: Loose = {}): Resources => ({
  Queue: ['AWS::SQS::Queue', { RedrivePolicy: { maxReceiveCount }, ...over }],
  Fn: ['AWS::Lambda::Function', { FunctionName: 'penstock-test-greet' }],
  Poller: ['AWS::Lambda::EventSourceMapping', { EventSourceArn: arnOf('Queue'), FunctionName: { Ref: 'Fn' } }],
});
const violation = (location: string, message: string, fix: string) => ({
  stack: 'stack',
  logicalId: 'Queue',
  location: `Properties.${location}`,
  message,
  fix,
});

describe('the receives of a queue', () => {
  /** The gaps after the first receives, at a visibility timeout of 30 s. */
  const lasting = (receives: number) =>
    [...Array(receives - 1)].reduce((sum, _, index) => sum + gapFloor(backoff, 30, index + 1), 0);
  const found = (receives: unknown, retryWindow: number, over: Loose = {}) =>
    judge(rule('retry-window'), queue(receives, over), { consumers: [consumerOf(retryWindow)] });

  it('may last for just the window, or be one where there is none', () => {
    expect(lasting(6)).toBeGreaterThan(0);
    expect(found(6, lasting(6))).toEqual([]);
    expect(found(6, lasting(6), { VisibilityTimeout: 30 })).toEqual([]);
    expect(found(1, 0)).toEqual([]);
  });

  it.each([
    ['a second too short', 6, lasting(6) + 1, `6, which lasts ${lasting(6)} s`],
    ['none', 0, 0, '0, which lasts 0 s'],
    ['not said', undefined, 0, 'nothing, which lasts 0 s'],
  ])('fail when they are %s', (_case, receives, retryWindow, received) => {
    expect(found(receives, retryWindow)).toEqual([
      violation(
        'RedrivePolicy.maxReceiveCount',
        `received ${received} at the least, expected the ${retryWindow} s that greet promises`,
        'take `maxReceiveCount` and `visibilityTimeout` of the consumer',
      ),
    ]);
  });

  it('are counted by SQS up to 1,000', () => {
    const consumers = [consumerOf(60)];

    expect(judge(rule('receive-limit'), queue(1000), { consumers })).toEqual([]);
    expect(judge(rule('receive-limit'), queue(1001), { consumers })).toEqual([
      violation(
        'RedrivePolicy.maxReceiveCount',
        'received 1001, expected at most 1000: SQS counts no further',
        'take `maxReceiveCount` of the consumer',
      ),
    ]);
  });

  it('are judged of a consumer only', () => {
    for (const one of retryWindowRules) expect(judge(one, queue(undefined), { consumers: [] })).toEqual([]);
  });
});

describe('the retention of a queue', () => {
  const found = (id: string, retention: number, receives = 5) =>
    judge(rule(id), queue(receives, { MessageRetentionPeriod: retention, VisibilityTimeout: 30 }), {
      consumers: [consumerOf(3600)],
    });

  it('ends with the last retry at the earliest', () => {
    expect(found('queue-retention', 3900)).toEqual([]);
    expect(found('queue-retention', 3899)).toEqual([
      violation(
        'MessageRetentionPeriod',
        'received 3899 s, expected at least the 3900 s until the last retry of greet: its retryWindow and a maxWait',
        'take `retention` of the consumer, or promise a shorter retryWindow',
      ),
    ]);
  });

  it('ends after poison has become a dead letter', () => {
    const consumers = [consumerOf(3600)];
    const byDefault = (MessageRetentionPeriod: number) =>
      judge(rule('poison-retention'), queue(5, { MessageRetentionPeriod }), { consumers });

    expect([byDefault(301), byDefault(300)]).toMatchObject([[], [{ logicalId: 'Queue' }]]);
    expect(found('poison-retention', 301)).toEqual([]);
    expect(found('poison-retention', 300)).toEqual([
      violation(
        'MessageRetentionPeriod',
        'received 300 s, expected more than the 300 s after which a message that crashes greet is a dead letter: 5 receives, hidden for up to 2 x 30 s after each',
        'take `maxReceiveCount`, `visibilityTimeout` and `retention` of the consumer',
      ),
    ]);
  });
});
