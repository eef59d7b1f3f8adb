import { asArray, asObject, show } from '../contract/json.ts';
import { deadLettersOf, pollersOf } from './pollers.ts';
import { isNamed, type Resource, referenced, resourceRule, resourcesOf, violation } from './resources.ts';
import type { Rule, Violation } from './rule.ts';

/** Somebody hears of the first dead letter, and of a queue whose oldest message has waited longer than was promised. */
export const queueAlarmsRule = resourceRule('queue-alarms', ['AWS::SQS::Queue'], (queue, { consumers, stage }) => {
  const metric =
    deadLettersOf(queue) === undefined ? 'ApproximateNumberOfMessagesVisible' : 'ApproximateAgeOfOldestMessage';
  const consumer = consumers.find((one) => isNamed(queue.properties.QueueName, stage, one.queue));
  return missing(queue, metric, deadLettersOf(queue) === undefined ? 0 : consumer?.ageObjective);
});

/** What a poller cannot get rid of is heard of: a consumer that crashes, a stream that falls behind. */
export const pollerAlarmsRule: Rule = {
  id: 'poller-alarms',
  check: ({ stacks }) =>
    stacks
      .flatMap(pollersOf)
      .flatMap(({ target, queue }) =>
        target === undefined ? [] : missing(target, queue === undefined ? 'IteratorAge' : 'Errors'),
      ),
};

/** A finding unless an alarm watches this metric of the resource, at this threshold when one is given. */
function missing(resource: Resource, metric: string, threshold?: number): readonly Violation[] {
  const thresholds = resourcesOf(resource.stack, 'AWS::CloudWatch::Alarm')
    .filter(({ properties }) => properties.MetricName === metric && watches(properties.Dimensions, resource))
    .map(({ properties }) => properties.Threshold);
  if (threshold === undefined ? thresholds.length > 0 : thresholds.includes(threshold)) return [];
  const name = 'QueueName' in resource.properties ? 'QueueName' : 'FunctionName';
  const message = `received ${show(thresholds[0])} as alarm on ${metric}, expected ${threshold ?? 'one'}`;
  return [
    violation(resource, `Properties.${name}`, message, 'make it a WorkQueue, a DeadLetterQueue or a StreamRelay'),
  ];
}

const watches = (dimensions: unknown, { logicalId }: Resource): boolean =>
  asArray(dimensions).some((one) => referenced(asObject(one).Value) === logicalId);
