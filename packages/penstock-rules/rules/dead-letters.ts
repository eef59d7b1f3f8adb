import { asArray, asObject, show } from '../json.ts';
import { defineRule, type SynthesizedStack } from '../rule.ts';
import {
  deadLetterTargetOf,
  endsOf,
  endsOfAll,
  isFailureDestination,
  retentionOf,
  sourcesOf,
} from '../template/dead-letters.ts';
import { eachResource, type Resource, violation } from '../template/resources.ts';

const source = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html';
const at = 'Properties.MessageRetentionPeriod';

const isEnd = (queue: Resource, stacks: readonly SynthesizedStack[]): boolean =>
  endsOf(queue.stack, stacks).some(({ logicalId }) => logicalId === queue.logicalId);

export const deadLettersRule = defineRule({
  id: 'dead-letters',
  title: 'Every queue has a dead-letter queue, or is one',
  why: 'A message that can never be handled is otherwise tried until it is too old, and then it is gone.',
  source,
  check: eachResource(['AWS::SQS::Queue'], (queue, { stacks }) => {
    if (deadLetterTargetOf(queue) !== undefined || isEnd(queue, stacks)) return [];
    const message = `received ${show(queue.properties.RedrivePolicy)}, expected a dead-letter queue`;
    return [violation(queue, 'Properties.RedrivePolicy', message, 'set `deadLetterQueue` of the Queue')];
  }),
});

export const redriveAllowRule = defineRule({
  id: 'redrive-allow',
  title: 'A dead-letter queue says which queues may use it',
  why: 'By default any queue of the account may, and its messages are then redriven to a consumer that does not know them.',
  source,
  check: ({ stacks }) =>
    endsOfAll(stacks).flatMap((end) => {
      const sources = sourcesOf(end);
      // CloudFormation takes no circle, so a policy can list only queues whose names are given.
      if (sources.some(({ properties }) => properties.QueueName === undefined)) return [];
      const expected = sources.map(({ properties }) => String(properties.QueueName));
      const { RedriveAllowPolicy: policy } = end.properties;
      const allowed = allowedSources(policy);
      // Without a source or a service in its stack, its sources are in another.
      const isClosed = expected.length === 0 && !isFailureDestination(end);
      if (allowed !== undefined && (isClosed || isSame(allowed, expected))) return [];
      const message = `received ${show(policy)}, expected permission for ${expected.join(', ') || 'no queue'} alone`;
      const fix = 'set `redriveAllowPolicy` of the Queue: `sourceQueues`, or DENY_ALL where a service fills it';
      return [violation(end, 'Properties.RedriveAllowPolicy', message, fix)];
    }),
});

const isSame = (a: readonly string[], b: readonly string[]): boolean => a.toSorted().join() === b.toSorted().join();

/** The names of the queues that may move messages to one; undefined when any may. */
function allowedSources(policy: unknown): readonly string[] | undefined {
  const { redrivePermission, sourceQueueArns } = asObject(policy);
  if (redrivePermission === 'denyAll') return [];
  if (redrivePermission !== 'byQueue') return undefined;
  return asArray(sourceQueueArns).map((arn) => {
    const parts = typeof arn === 'string' ? [arn] : asArray(asArray(asObject(arn)['Fn::Join'])[1]);
    return String(String(parts.at(-1)).split(':').at(-1));
  });
}

export const deadLetterRetentionRule = defineRule({
  id: 'dead-letter-retention',
  title: 'A dead-letter queue keeps messages as long as SQS keeps anything',
  why: 'A person looks into it: after a weekend, a holiday, an incident.',
  source,
  check: ({ stacks, limits }) =>
    endsOfAll(stacks)
      .filter((end) => retentionOf(end) < limits.deadLetterRetentionSeconds)
      .map((end) => {
        const message = `received ${retentionOf(end)} s, expected at least the ${limits.deadLetterRetentionSeconds} s in which somebody looks`;
        return violation(end, at, message, 'set `retentionPeriod: Duration.days(14)` of the Queue');
      }),
});

export const deadLetterAgeRule = defineRule({
  id: 'dead-letter-age',
  title: 'A dead-letter queue keeps messages for longer than the queue before it',
  why: 'A message keeps the age that it had in a standard queue: with no more time it could be gone before anybody looked.',
  source:
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html',
  check: ({ stacks }) =>
    endsOfAll(stacks).flatMap((end) =>
      sourcesOf(end)
        .filter((before) => before.properties.FifoQueue !== true && retentionOf(end) <= retentionOf(before))
        .map((before) => {
          const message = `received ${retentionOf(end)} s, expected more than the ${retentionOf(before)} s of ${before.logicalId}`;
          return violation(
            end,
            at,
            message,
            'raise `retentionPeriod` of the dead-letter queue, or lower that of its source',
          );
        }),
    ),
});
