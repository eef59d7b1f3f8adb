import { asArray, asObject, show } from '../json.ts';
import { defineRule } from '../rule.ts';
import { inequality } from '../template/inequality.ts';
import { type Consumption, numberOr, pollersOf } from '../template/pollers.ts';
import { violation } from '../template/resources.ts';

interface Terms {
  readonly visibilitySeconds: number;
  readonly timeoutSeconds: number;
  readonly windowSeconds: number;
  readonly pollers: unknown;
  readonly reserved: number;
}

const termsOf = ({ mapping, queue, target }: Consumption): Terms => ({
  visibilitySeconds: numberOr(queue.properties.VisibilityTimeout, 30),
  timeoutSeconds: numberOr(target.properties.Timeout, 3),
  windowSeconds: numberOr(mapping.properties.MaximumBatchingWindowInSeconds, 0),
  pollers: asObject(mapping.properties.ScalingConfig).MaximumConcurrency,
  reserved: numberOr(target.properties.ReservedConcurrentExecutions, 0),
});

const leastVisibleSeconds = ({ timeoutSeconds, windowSeconds }: Terms): number => 6 * timeoutSeconds + windowSeconds;

export const queueVisibilityRule = defineRule({
  id: 'queue-visibility',
  title: 'A message stays hidden for 6 times the timeout of its function and the batching window',
  why: 'A poller that Lambda throttles tries a batch again; meanwhile its messages must not show to another.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
  check: inequality(termsOf, {
    of: 'queue',
    at: 'VisibilityTimeout',
    holds: (terms) => terms.visibilitySeconds >= leastVisibleSeconds(terms),
    broken: (terms) =>
      `received ${terms.visibilitySeconds} s, expected at least ${leastVisibleSeconds(terms)}: 6 times the ${terms.timeoutSeconds} s of the function, and the batching window of ${terms.windowSeconds} s`,
    fix: 'raise `visibilityTimeout` of the Queue, or lower `timeout` of the Function',
  }),
});

export const pollerMinimumRule = defineRule({
  id: 'poller-minimum',
  title: 'An event source of a queue has a maximum concurrency, of at least 2',
  why: 'Without one, pollers scale past what the function may run; Lambda takes no less than 2.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html',
  check: inequality(termsOf, {
    of: 'mapping',
    at: 'ScalingConfig.MaximumConcurrency',
    holds: ({ pollers }) => Number(pollers) >= 2,
    broken: ({ pollers }) => `received ${show(pollers)}, expected at least 2: an event source takes no less`,
    fix: 'set `maxConcurrency` of the SqsEventSource',
  }),
});

export const pollerConcurrencyRule = defineRule({
  id: 'poller-concurrency',
  title: 'A queue has no more pollers than its function may run',
  why: 'More are throttled, and each throttled batch counts as a receive on the way to the dead-letter queue.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html',
  check: inequality(termsOf, {
    of: 'mapping',
    at: 'ScalingConfig.MaximumConcurrency',
    holds: ({ pollers, reserved }) => Number(pollers) <= reserved,
    broken: ({ pollers, reserved }) =>
      `received ${show(pollers)}, expected at most the ${reserved} that the function has reserved`,
    fix: 'set `maxConcurrency` of the SqsEventSource and `reservedConcurrentExecutions` of the Function to one number',
  }),
});

export const partialBatchRule = defineRule({
  id: 'partial-batch',
  title: 'A function answers for each message or record of a batch by itself',
  why: 'Otherwise one failure has its whole batch delivered again, which counts towards the dead-letter queue.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html',
  check: ({ stacks }) =>
    stacks
      .flatMap(pollersOf)
      .filter(({ reads }) => reads !== 'other')
      .flatMap(({ mapping }) => {
        const { FunctionResponseTypes: types, BatchSize } = mapping.properties;
        if (asArray(types).includes('ReportBatchItemFailures') || BatchSize === 1) return [];
        const message = `received ${show(types)}, expected ReportBatchItemFailures`;
        const fix = 'set `reportBatchItemFailures: true` of the event source, and return `batchItemFailures`';
        return [violation(mapping, 'Properties.FunctionResponseTypes', message, fix)];
      }),
});
