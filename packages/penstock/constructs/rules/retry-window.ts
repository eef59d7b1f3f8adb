import { asObject, show } from 'penstock-rules/json';
import { retentionOf } from 'penstock-rules/template/dead-letters';
import { type Inequality, inequality } from 'penstock-rules/template/inequality';
import { type Consumption, numberOr } from 'penstock-rules/template/pollers';
import { gapFloor, longestApart, maxReceives, poisonAge } from '../../contract/events/derive.ts';
import type { Consumer } from '../../contract/events/model.ts';
import { isNamed } from './names.ts';
import type { Rule, Subject } from './rule.ts';

interface Terms {
  readonly consumer: Consumer;
  readonly counted: unknown;
  readonly receives: number;
  readonly visibility: number;
  readonly retention: number;
}

function termsOf({ queue, target }: Consumption, { consumers, stage }: Subject): Terms | undefined {
  const consumer = consumers.find(({ name }) => isNamed(target.properties.FunctionName, stage, name));
  if (consumer === undefined) return undefined;
  const { maxReceiveCount } = asObject(queue.properties.RedrivePolicy);
  return {
    consumer,
    counted: maxReceiveCount,
    receives: Number(maxReceiveCount),
    visibility: numberOr(queue.properties.VisibilityTimeout, 30),
    retention: retentionOf(queue),
  };
}

/** Seconds that the receives last when every gap between two is as short as can be. */
function lasting({ receives, visibility, consumer: { backoff } }: Terms): number {
  let seconds = 0;
  for (let receive = 1; receive < Math.min(receives, maxReceives); receive += 1) {
    seconds += gapFloor(backoff, visibility, receive);
  }
  return seconds;
}

const longestRetry = ({ consumer: { retryWindow, backoff } }: Terms): number => retryWindow + backoff.cap;

const inequalities: readonly (Inequality<Terms> & { readonly id: string })[] = [
  {
    id: 'retry-window',
    of: 'queue',
    at: 'RedrivePolicy.maxReceiveCount',
    holds: (terms) => terms.receives >= 1 && lasting(terms) >= terms.consumer.retryWindow,
    broken: (terms) =>
      `received ${show(terms.counted)}, which lasts ${lasting(terms)} s at the least, expected the ${terms.consumer.retryWindow} s that ${terms.consumer.name} promises`,
    fix: 'take `maxReceiveCount` and `visibilityTimeout` of the consumer',
  },
  {
    id: 'receive-limit',
    of: 'queue',
    at: 'RedrivePolicy.maxReceiveCount',
    holds: ({ receives }) => receives <= maxReceives,
    broken: ({ counted }) => `received ${show(counted)}, expected at most ${maxReceives}: SQS counts no further`,
    fix: 'take `maxReceiveCount` of the consumer',
  },
  {
    id: 'queue-retention',
    of: 'queue',
    at: 'MessageRetentionPeriod',
    holds: (terms) => terms.retention >= longestRetry(terms),
    broken: (terms) =>
      `received ${terms.retention} s, expected at least the ${longestRetry(terms)} s until the last retry of ${terms.consumer.name}: its retryWindow and a maxWait`,
    fix: 'take `retention` of the consumer, or promise a shorter retryWindow',
  },
  {
    id: 'poison-retention',
    of: 'queue',
    at: 'MessageRetentionPeriod',
    holds: ({ receives, visibility, retention }) => retention > poisonAge(receives, visibility),
    broken: ({ receives, visibility, retention, consumer }) =>
      `received ${retention} s, expected more than the ${poisonAge(receives, visibility)} s after which a message that crashes ${consumer.name} is a dead letter: ${receives} receives, hidden for up to ${longestApart} x ${visibility} s after each`,
    fix: 'take `maxReceiveCount`, `visibilityTimeout` and `retention` of the consumer',
  },
];

/** What consumers.yaml promises of a queue's time is what the template gives; a rule for each inequality. */
export const retryWindowRules: readonly Rule[] = inequalities.map(({ id, ...one }) => ({
  id,
  check: inequality(termsOf, one),
}));
