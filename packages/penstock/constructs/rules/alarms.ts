import { asArray, show } from 'penstock-rules/json';
import type { Violation } from 'penstock-rules/rule';
import { isAbout, type RequiredAlarm, withoutAlarm } from 'penstock-rules/template/alarm';
import { consumptionsOf } from 'penstock-rules/template/pollers';
import { eachResource, type Resource, violation } from 'penstock-rules/template/resources';
import type { Consumer } from '../../contract/events/model.ts';
import { ageMetricOf, consumerDimensions } from '../consumer-metrics.ts';
import { namesOf } from '../stacks/names.ts';
import { isNamed } from './names.ts';
import type { Rule, Subject } from './rule.ts';
import { writtenOut } from './written-out.ts';

const fix = 'make it a WorkQueue with the numbers of its consumer';

/** A message that nobody tries is heard of at the age that its consumer promises. */
export const ageAlarmsRule: Rule = {
  id: 'age-alarms',
  check: eachConsumer(({ ageObjective }, queue) => {
    const metric = 'ApproximateAgeOfOldestMessage';
    return withoutAlarm(queue, { metric, statistic: 'Maximum', threshold: ageObjective, fix });
  }),
};

/**
 * A message that was received three times or more is not in the queue's own metric of age, so retries are heard of by
 * the consumer's. It says nothing between two attempts, and the alarm is not to end then.
 */
export const retryAlarmsRule: Rule = {
  id: 'retry-alarms',
  check: eachConsumer((consumer, _queue, target, { stage }) => {
    const dimensions = Object.entries(consumerDimensions(stage.name, consumer.name));
    const isOfConsumer = isAbout(
      namesOf(stage).metricNamespace,
      Object.fromEntries(dimensions.map(([name, expected]) => [name, (value) => value === expected])),
    );
    return withoutAlarm(target, late(consumer), isOfConsumer);
  }),
};

function eachConsumer(
  judge: (consumer: Consumer, queue: Resource, target: Resource, subject: Subject) => readonly Violation[],
) {
  return (subject: Subject): readonly Violation[] =>
    subject.stacks
      .flatMap(consumptionsOf)
      .flatMap(({ queue, target }) =>
        subject.consumers
          .filter(({ name }) => isNamed(target.properties.FunctionName, subject.stage, name))
          .flatMap((consumer) => judge(consumer, queue, target, subject)),
      );
}

const late = (consumer: Consumer): RequiredAlarm => ({
  metric: ageMetricOf(consumer),
  statistic: 'Maximum',
  threshold: consumer.lateAfter * 1000,
  lingeringSeconds: consumer.backoff.cap,
  fix,
});

/** Where the stage names a topic, every alarm tells it. */
export const alarmTopicRule: Rule = {
  id: 'alarm-topic',
  check: eachResource(['AWS::CloudWatch::Alarm'], (alarm, { stage: { alarmTopic } }: Subject) => {
    if (alarmTopic === undefined) return [];
    const { region } = alarm.stack;
    return ['AlarmActions', 'OKActions']
      .filter((name) => !asArray(alarm.properties[name]).some((arn) => isTopic(arn, region, alarmTopic)))
      .map((name) => {
        const message = `received ${show(alarm.properties[name])}, expected the topic ${alarmTopic} in ${region}`;
        return violation(
          alarm,
          `Properties.${name}`,
          message,
          'make it with `alarmOn`, within what `alarmsTell` covers',
        );
      });
  }),
};

function isTopic(arn: unknown, region: string, name: string): boolean {
  const text = writtenOut(arn);
  return text.includes(`:sns:${region}:`) && text.endsWith(`:${name}`);
}
