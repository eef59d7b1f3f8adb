import { asObject } from '../json.ts';
import { defineRule } from '../rule.ts';
import { deadLetterTargetOf, retentionOf } from '../template/dead-letters.ts';
import { inequality } from '../template/inequality.ts';
import { numberOr } from '../template/pollers.ts';
import { eachResource, type Resource, violation } from '../template/resources.ts';

const at = 'Properties.RedrivePolicy.maxReceiveCount';

/** How often SQS delivers a message before it is a dead letter: ten times where the template does not say; no number where a parameter does, which breaks neither rule. */
const receivesOf = ({ properties }: Resource): number =>
  numberOr(asObject(properties.RedrivePolicy).maxReceiveCount, 10);

export const receiveCountRule = defineRule({
  id: 'receive-count',
  title: 'A message for a function is received 5 to 1000 times before it is a dead letter',
  why: 'A poller that Lambda throttles uses receives up: with fewer, a busy hour makes dead letters of good messages.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
  check: inequality(({ queue }) => (deadLetterTargetOf(queue) === undefined ? undefined : receivesOf(queue)), {
    of: 'queue',
    at: 'RedrivePolicy.maxReceiveCount',
    holds: (receives) => !(receives < 5 || receives > 1000),
    broken: (receives) => `received ${receives}, expected 5 to 1000`,
    fix: 'set `maxReceiveCount` of `deadLetterQueue` of the Queue to 5 or more',
  }),
});

export const receiveWindowRule = defineRule({
  id: 'receive-window',
  title: 'A message becomes a dead letter before its queue drops it',
  why: 'It is hidden for the visibility timeout after each receive. When that lasts as long as the retention, it is gone before the last one.',
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html',
  check: eachResource(['AWS::SQS::Queue'], (queue) => {
    if (deadLetterTargetOf(queue) === undefined) return [];
    const visibilitySeconds = numberOr(queue.properties.VisibilityTimeout, 30);
    const neededSeconds = receivesOf(queue) * visibilitySeconds;
    if (!(neededSeconds >= retentionOf(queue))) return [];
    const message = `received ${receivesOf(queue)} receives, ${visibilitySeconds} s apart, expected them within the ${retentionOf(queue)} s of the retention`;
    const fix = 'lower `maxReceiveCount` or `visibilityTimeout` of the Queue, or raise its `retentionPeriod`';
    return [violation(queue, at, message, fix)];
  }),
});
