import { describe, expect, it } from '@jest/globals';
import { consumptionRules, partialBatchRule } from '../../../constructs/rules/consumption.ts';
import type { Rule } from '../../../constructs/rules/rule.ts';
import { arnOf, judge, type Loose, type Resources } from './template.ts';

const rule = (id: string): Rule => {
  const found = consumptionRules.find((one) => one.id === id);
  if (found === undefined) throw new Error(`No rule ${id}`);
  return found;
};
const consumption = ({ queue = {}, fn = {}, poller = {} }: Record<string, Loose>): Resources => ({
  Queue: ['AWS::SQS::Queue', queue],
  Fn: ['AWS::Lambda::Function', fn],
  Poller: [
    'AWS::Lambda::EventSourceMapping',
    { EventSourceArn: arnOf('Queue'), FunctionName: { Ref: 'Fn' }, ...poller },
  ],
});

describe('the visibility timeout of a queue', () => {
  const found = (visible: number | undefined, timeout?: number, window?: number) =>
    judge(
      rule('queue-visibility'),
      consumption({
        queue: { VisibilityTimeout: visible },
        fn: { Timeout: timeout },
        poller: { MaximumBatchingWindowInSeconds: window },
      }),
    );

  it.each([
    ['six times the timeout', 60, 10, 0],
    ['that and the batching window', 65, 10, 5],
    ['what SQS takes, for 5 s', undefined, 5, 0],
    ['six times what Lambda takes', 18, undefined, undefined],
  ])('may be %s', (_case, visible, timeout, window) => {
    expect(found(visible, timeout, window)).toEqual([]);
  });

  it.each([
    [59, 10, 0, '59 s, expected at least 60: 6 times the 10 s of the function, and the batching window of 0 s'],
    [64, 10, 5, '64 s, expected at least 65: 6 times the 10 s of the function, and the batching window of 5 s'],
    [undefined, 5, 1, '30 s, expected at least 31: 6 times the 5 s of the function, and the batching window of 1 s'],
    [
      17,
      undefined,
      undefined,
      '17 s, expected at least 18: 6 times the 3 s of the function, and the batching window of 0 s',
    ],
  ])('fails below that: %p for a timeout of %p and a window of %p', (visible, timeout, window, message) => {
    expect(found(visible, timeout, window)).toEqual([
      {
        stack: 'stack',
        logicalId: 'Queue',
        location: 'Properties.VisibilityTimeout',
        message: `received ${message}`,
        fix: 'take `visibilityTimeout` of the consumer',
      },
    ]);
  });
});

describe('the pollers of a queue', () => {
  const found = (id: string, most: unknown, reserved?: number) =>
    judge(
      rule(id),
      consumption({
        poller: { ScalingConfig: { MaximumConcurrency: most } },
        fn: { ReservedConcurrentExecutions: reserved },
      }),
    );
  const violation = (message: string, fix: string) => ({
    stack: 'stack',
    logicalId: 'Poller',
    location: 'Properties.ScalingConfig.MaximumConcurrency',
    message,
    fix,
  });

  it('are two or more, and no more than the function may run', () => {
    expect(found('poller-minimum', 2)).toEqual([]);
    expect(found('poller-concurrency', 5, 5)).toEqual([]);
  });

  it('fail to be fewer than Lambda takes', () => {
    expect(found('poller-minimum', 1)).toEqual([
      violation(
        'received 1, expected at least 2: an event source takes no less',
        'give it the `concurrency` of the consumer',
      ),
    ]);
  });

  it.each([
    [6, 5, 'received 6, expected at most the 5'],
    [1, undefined, 'received 1, expected at most the 0'],
    [undefined, 5, 'received nothing, expected at most the 5'],
  ])('fail to be %p where %p are reserved', (most, reserved, message) => {
    expect(found('poller-concurrency', most, reserved)).toEqual([
      violation(`${message} that the function has reserved`, 'give both the `concurrency` of the consumer'),
    ]);
  });
});

it('a poller fails that reports no single failure', () => {
  expect(judge(partialBatchRule, consumption({ poller: { FunctionResponseTypes: ['Other'] } }))).toEqual([
    {
      stack: 'stack',
      logicalId: 'Poller',
      location: 'Properties.FunctionResponseTypes',
      message: 'received ["Other"], expected ReportBatchItemFailures',
      fix: 'set reportBatchItemFailures',
    },
  ]);
  expect(
    judge(partialBatchRule, consumption({ poller: { FunctionResponseTypes: ['ReportBatchItemFailures'] } })),
  ).toEqual([]);
});
