import { asArray, show } from '../contract/json.ts';
import { consumptionsOf, numberOr, pollersOf } from './pollers.ts';
import { violation } from './resources.ts';
import type { Rule } from './rule.ts';

/**
 * A poller that Lambda throttles tries a batch again: until it has given up, the messages must not show to another.
 * Source: Lambda Developer Guide, "Configuring a queue to use with Lambda".
 */
export const queueVisibilityRule: Rule = {
  id: 'queue-visibility',
  check: ({ stacks }) =>
    stacks.flatMap(consumptionsOf).flatMap(({ mapping, queue, target }) => {
      const timeout = numberOr(target.properties.Timeout, 3);
      const window = numberOr(mapping.properties.MaximumBatchingWindowInSeconds, 0);
      const visibility = numberOr(queue.properties.VisibilityTimeout, 30);
      const least = 6 * timeout + window;
      if (visibility >= least) return [];
      const message = `received ${visibility} s, expected at least ${least}: 6 times the ${timeout} s of the function, and the batching window of ${window} s`;
      return [violation(queue, 'Properties.VisibilityTimeout', message, 'take `visibilityTimeout` of the consumer')];
    }),
};

/** More pollers than the function may run are throttled, and each throttled batch counts as a receive. */
export const pollerConcurrencyRule: Rule = {
  id: 'poller-concurrency',
  check: ({ stacks }) =>
    stacks.flatMap(consumptionsOf).flatMap(({ mapping, target }) => {
      const { MaximumConcurrency: most } = (mapping.properties.ScalingConfig ?? {}) as { MaximumConcurrency?: unknown };
      const reserved = numberOr(target.properties.ReservedConcurrentExecutions, 0);
      if (typeof most === 'number' && most >= 2 && most <= reserved) return [];
      const message = `received ${show(most)}, expected 2 to the ${reserved} that the function has reserved`;
      const fix = 'give both the `concurrency` of the consumer';
      return [violation(mapping, 'Properties.ScalingConfig.MaximumConcurrency', message, fix)];
    }),
};

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
