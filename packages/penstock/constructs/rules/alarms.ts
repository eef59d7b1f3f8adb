import type { Consumer } from '../../contract/events/model.ts';
import { asArray, asObject, show } from '../../contract/json.ts';
import { ageMetricOf, consumerDimensions, consumerNamespace } from '../consumer-metrics.ts';
import { isAbout, type Wanted, withoutAlarm } from './alarm.ts';
import { consumptionsOf, deadLettersOf, numberOr, type Poller, pollersOf } from './pollers.ts';
import { isNamed, resourceRule, violation } from './resources.ts';
import type { Rule } from './rule.ts';

/** In flight, a standard queue holds no more. Source: Amazon SQS message quotas. */
const mostInFlight = 120_000;

/** Somebody hears of the first dead letter, of a message that nobody tries, and of a queue that is nearly full. */
export const queueAlarmsRule = resourceRule('queue-alarms', ['AWS::SQS::Queue'], (queue, { consumers, stage }) => {
  const statistic = 'Maximum';
  if (deadLettersOf(queue) === undefined) {
    return withoutAlarm(queue, { metric: 'ApproximateNumberOfMessagesVisible', statistic, threshold: 0 });
  }
  const consumer = consumers.find((one) => isNamed(queue.properties.QueueName, stage, one.queue));
  const threshold = consumer?.ageObjective ?? { under: Number.POSITIVE_INFINITY };
  const full = { under: mostInFlight };
  return [
    ...withoutAlarm(queue, { metric: 'ApproximateAgeOfOldestMessage', statistic, threshold }),
    ...withoutAlarm(queue, { metric: 'ApproximateNumberOfMessagesNotVisible', statistic, threshold: full }),
  ];
});

/** What a poller cannot get rid of is heard of: a consumer that crashes, a stream that falls behind. */
export const pollerAlarmsRule: Rule = {
  id: 'poller-alarms',
  check: ({ stacks }) =>
    stacks
      .flatMap(pollersOf)
      .flatMap((poller) => (poller.target === undefined ? [] : withoutAlarm(poller.target, failing(poller)))),
};

function failing({ queue, mapping }: Poller): Wanted {
  if (queue !== undefined) return { metric: 'Errors', statistic: 'Sum', threshold: 0 };
  const givesUp = numberOr(mapping.properties.MaximumRecordAgeInSeconds, Number.POSITIVE_INFINITY) * 1000;
  return { metric: 'IteratorAge', statistic: 'Maximum', threshold: { under: givesUp } };
}

/**
 * A message that was received three times or more is not in the queue's own metric of age, so retries are heard of by
 * the consumer's. It says nothing between two attempts, and the alarm is not to end then.
 */
export const retryAlarmsRule: Rule = {
  id: 'retry-alarms',
  check: ({ stacks, consumers, stage }) =>
    stacks.flatMap(consumptionsOf).flatMap(({ target }) => {
      const consumer = consumers.find(({ name }) => isNamed(target.properties.FunctionName, stage, name));
      if (consumer === undefined) return [];
      return withoutAlarm(
        target,
        late(consumer),
        isAbout(consumerNamespace, consumerDimensions(stage.name, consumer.name)),
      );
    }),
};

const late = (consumer: Consumer): Wanted => ({
  metric: ageMetricOf(consumer),
  statistic: 'Maximum',
  threshold: consumer.lateAfter * 1000,
  lingering: consumer.backoff.cap,
});

/** Where the stage names a topic, every alarm tells it. */
export const alarmActionsRule = resourceRule('alarm-actions', ['AWS::CloudWatch::Alarm'], (alarm, { stage }) => {
  const { alarmTopic } = stage;
  if (alarmTopic === undefined) return [];
  const { region } = alarm.stack;
  const expected = `the topic ${alarmTopic} in ${region}`;
  const silent = ['AlarmActions', 'OKActions'].filter(
    (name) => !asArray(alarm.properties[name]).some((arn) => isTopic(arn, region, alarmTopic)),
  );
  const off = alarm.properties.ActionsEnabled === false ? ['ActionsEnabled'] : [];
  return [...silent, ...off].map((name) => {
    const message = `received ${show(alarm.properties[name])}, expected ${off.includes(name) ? 'true' : expected}`;
    return violation(alarm, `Properties.${name}`, message, 'make it with `alarmOn`, within what `alarmsTell` covers');
  });
});

function isTopic(arn: unknown, region: string, name: string): boolean {
  const [, parts] = asArray(asObject(arn)['Fn::Join']);
  const [start, , end] = asArray(parts);
  return String(start).endsWith(`:sns:${region}:`) && end === `:${name}`;
}
