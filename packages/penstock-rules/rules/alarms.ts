import { asArray, show } from '../json.ts';
import { defineRule } from '../rule.ts';
import { withoutAlarm } from '../template/alarm.ts';
import { deadLetterTargetOf, endsOf } from '../template/dead-letters.ts';
import { numberOr, type Poller, pollersOf } from '../template/pollers.ts';
import { eachResource, referencedWithin, resourcesOf, violation } from '../template/resources.ts';

/**
 * In flight, a standard queue holds no more.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
const mostInFlight = 120_000;
const statistic = 'Maximum';
const any = { under: Number.POSITIVE_INFINITY };

export const queueAlarmsRule = defineRule({
  id: 'queue-alarms',
  title: 'Alarms tell of the first dead letter, of a message that waits, and of a queue that is nearly full',
  why: 'A queue hides trouble: nothing fails while messages wait, and dead letters are gone after 14 days.',
  source:
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html',
  check: ({ stacks }) =>
    stacks.flatMap((stack) => {
      const ends = endsOf(stack, stacks);
      const sources = resourcesOf(stack, 'AWS::SQS::Queue').filter((queue) => deadLetterTargetOf(queue) !== undefined);
      const alarmOf = (metric: string) => `make an Alarm of \`${metric}()\` of the Queue`;
      return [
        ...ends.flatMap((queue) => {
          const fix = `${alarmOf('metricApproximateNumberOfMessagesVisible')}, with \`threshold: 1\``;
          return withoutAlarm(queue, { metric: 'ApproximateNumberOfMessagesVisible', statistic, threshold: 0, fix });
        }),
        ...sources.flatMap((queue) => [
          ...withoutAlarm(queue, {
            metric: 'ApproximateAgeOfOldestMessage',
            statistic,
            threshold: any,
            fix: alarmOf('metricApproximateAgeOfOldestMessage'),
          }),
          ...withoutAlarm(queue, {
            metric: 'ApproximateNumberOfMessagesNotVisible',
            statistic,
            threshold: { under: mostInFlight },
            fix: alarmOf('metricApproximateNumberOfMessagesNotVisible'),
          }),
        ]),
      ];
    }),
});

export const pollerAlarmsRule = defineRule({
  id: 'poller-alarms',
  title: 'Alarms tell of a consumer that fails and of a stream that falls behind',
  why: 'What a poller cannot get rid of is tried again in silence, and then it is gone.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html',
  check: ({ stacks }) =>
    stacks.flatMap(pollersOf).flatMap(({ reads, target, mapping }) => {
      if (target === undefined || reads === 'other') return [];
      return withoutAlarm(target, reads === 'queue' ? failing : fallingBehind(mapping));
    }),
});

const failing = {
  metric: 'Errors',
  statistic: 'Sum',
  threshold: 0,
  fix: 'make an Alarm of `metricErrors()` of the Function, with `threshold: 1`',
} as const;

const fallingBehind = ({ properties }: Poller['mapping']) =>
  ({
    metric: 'IteratorAge',
    statistic,
    threshold: { under: numberOr(properties.MaximumRecordAgeInSeconds, Number.POSITIVE_INFINITY) * 1000 },
    fix: "make an Alarm of `metric('IteratorAge', { statistic: 'Maximum' })` of the Function, below `maxRecordAge`",
  }) as const;

export const alarmActionsRule = defineRule({
  id: 'alarm-actions',
  title: 'Every alarm tells somebody',
  why: 'An alarm without an action rings for nobody.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Acting_Alarm_Changes.html',
  check: eachResource(['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'], (alarm) => {
    const { AlarmActions, ActionsEnabled } = alarm.properties;
    const tells = asArray(AlarmActions).length > 0 && ActionsEnabled !== false;
    const composites = resourcesOf(alarm.stack, 'AWS::CloudWatch::CompositeAlarm');
    const isPart = composites.some(({ properties }) =>
      referencedWithin(properties.AlarmRule).includes(alarm.logicalId),
    );
    if (tells || isPart) return [];
    const [name, received] =
      ActionsEnabled === false ? ['ActionsEnabled', ActionsEnabled] : ['AlarmActions', AlarmActions];
    const message = `received ${show(received)}, expected an alarm that tells somebody`;
    return [
      violation(alarm, `Properties.${name}`, message, 'call `addAlarmAction(new SnsAction(topic))` of the Alarm'),
    ];
  }),
});
