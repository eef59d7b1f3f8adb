import { describe, expect, it } from '@jest/globals';
import {
  partialBatchRule,
  pollerConcurrencyRule,
  pollerMinimumRule,
  queueVisibilityRule,
} from '../../rules/consumption.ts';
import { arnOf, judge, type Loose, type Resources } from '../template.ts';

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
      queueVisibilityRule,
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
        fix: 'raise `visibilityTimeout` of the Queue, or lower `timeout` of the Function',
      },
    ]);
  });
});

describe('the pollers of a queue', () => {
  const found = (rule: typeof pollerMinimumRule | typeof pollerConcurrencyRule, most: unknown, reserved?: number) =>
    judge(
      rule,
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
    expect(found(pollerMinimumRule, 2)).toEqual([]);
    expect(found(pollerConcurrencyRule, 5, 5)).toEqual([]);
  });

  it('fail to be fewer than Lambda takes', () => {
    expect(found(pollerMinimumRule, 1)).toEqual([
      violation(
        'received 1, expected at least 2: an event source takes no less',
        'set `maxConcurrency` of the SqsEventSource',
      ),
    ]);
  });

  it.each([
    [6, 5, 'received 6, expected at most the 5'],
    [1, undefined, 'received 1, expected at most the 0'],
    [undefined, 5, 'received nothing, expected at most the 5'],
  ])('fail to be %p where %p are reserved', (most, reserved, message) => {
    expect(found(pollerConcurrencyRule, most, reserved)).toEqual([
      violation(
        `${message} that the function has reserved`,
        'set `maxConcurrency` of the SqsEventSource and `reservedConcurrentExecutions` of the Function to one number',
      ),
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
      fix: 'set `reportBatchItemFailures: true` of the event source, and return `batchItemFailures`',
    },
  ]);
  expect(
    judge(partialBatchRule, consumption({ poller: { FunctionResponseTypes: ['ReportBatchItemFailures'] } })),
  ).toEqual([]);
});

it.each([
  ['streams', { StartingPosition: 'LATEST' }, 1],
  ['queues of others', { EventSourceArn: 'arn:aws:sqs:eu-west-1:123456789012:other' }, 1],
  ['batches of one', { BatchSize: 1 }, 0],
  ['batches of two', { BatchSize: 2 }, 1],
  ['Kafka', { StartingPosition: 'LATEST', Topics: ['parcels'] }, 0],
  ['a broker', { Queues: ['parcels'] }, 0],
])('a poller of %s owes single failures where Lambda takes them', (_case, poller, violations) => {
  expect(judge(partialBatchRule, consumption({ poller }))).toHaveLength(violations);
});
