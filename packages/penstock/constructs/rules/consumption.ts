import { asArray, asObject, show } from '../../contract/json.ts';
import { inequalityRules } from './inequality.ts';
import { type Consumption, numberOr, pollersOf } from './pollers.ts';
import { violation } from './resources.ts';
import type { Rule } from './rule.ts';

interface Terms {
  readonly visibility: number;
  readonly timeout: number;
  readonly window: number;
  readonly pollers: unknown;
  readonly reserved: number;
}

const termsOf = ({ mapping, queue, target }: Consumption): Terms => ({
  visibility: numberOr(queue.properties.VisibilityTimeout, 30),
  timeout: numberOr(target.properties.Timeout, 3),
  window: numberOr(mapping.properties.MaximumBatchingWindowInSeconds, 0),
  pollers: asObject(mapping.properties.ScalingConfig).MaximumConcurrency,
  reserved: numberOr(target.properties.ReservedConcurrentExecutions, 0),
});

const leastVisible = ({ timeout, window }: Terms): number => 6 * timeout + window;

/** What a queue, its poller and its function owe to one another, whatever was promised. */
export const consumptionRules = inequalityRules(termsOf, [
  {
    // A poller that Lambda throttles tries a batch again: until it has given up, the messages must not show to another.
    // Source: Lambda Developer Guide, "Configuring a queue to use with Lambda".
    id: 'queue-visibility',
    of: 'queue',
    at: 'VisibilityTimeout',
    holds: (terms) => terms.visibility >= leastVisible(terms),
    broken: (terms) =>
      `received ${terms.visibility} s, expected at least ${leastVisible(terms)}: 6 times the ${terms.timeout} s of the function, and the batching window of ${terms.window} s`,
    fix: 'take `visibilityTimeout` of the consumer',
  },
  {
    // Source: Lambda Developer Guide, "Configuring maximum concurrency for Amazon SQS event sources".
    id: 'poller-minimum',
    of: 'mapping',
    at: 'ScalingConfig.MaximumConcurrency',
    holds: ({ pollers }) => Number(pollers) >= 2,
    broken: ({ pollers }) => `received ${show(pollers)}, expected at least 2: an event source takes no less`,
    fix: 'give it the `concurrency` of the consumer',
  },
  {
    // More pollers than the function may run are throttled, and each throttled batch counts as a receive.
    id: 'poller-concurrency',
    of: 'mapping',
    at: 'ScalingConfig.MaximumConcurrency',
    holds: ({ pollers, reserved }) => Number(pollers) <= reserved,
    broken: ({ pollers, reserved }) =>
      `received ${show(pollers)}, expected at most the ${reserved} that the function has reserved`,
    fix: 'give both the `concurrency` of the consumer',
  },
]);

/** Without it one failed message has its whole batch delivered again, which counts towards the dead letter queue. */
export const partialBatchRule: Rule = {
  id: 'partial-batch',
  check: ({ stacks }) =>
    stacks.flatMap(pollersOf).flatMap(({ mapping }) => {
      const { FunctionResponseTypes: types } = mapping.properties;
      if (asArray(types).includes('ReportBatchItemFailures')) return [];
      const message = `received ${show(types)}, expected ReportBatchItemFailures`;
      return [violation(mapping, 'Properties.FunctionResponseTypes', message, 'set reportBatchItemFailures')];
    }),
};
