import { defineRule, type Violation } from '../rule.ts';
import { isAbout, withoutAlarm } from '../template/alarm.ts';
import { eachResource, type Resource, referenced, resourcesOf } from '../template/resources.ts';

/** What the bus could not deliver, and what not even a dead-letter queue took. */
const metrics = ['FailedInvocations', 'InvocationsFailedToBeSentToDlq'];

export const busRuleAlarmsRule = defineRule({
  id: 'bus-rule-alarms',
  title: 'Alarms tell of each event that a rule could not hand on',
  why: 'On a bus of your own the metrics of a rule have two dimensions; an alarm with one of them never rings.',
  source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html',
  check: eachResource(['AWS::Events::Rule'], (rule) => metrics.flatMap((metric) => unwatched(rule, metric))),
});

function unwatched(rule: Resource, metric: string): readonly Violation[] {
  const { EventBusName: bus } = rule.properties;
  const isOnDefaultBus = bus === undefined || bus === 'default';
  const isOfRule = isAbout('AWS/Events', {
    ...(isOnDefaultBus ? {} : { EventBusName: names(busOf(rule), bus) }),
    RuleName: names(rule, rule.properties.Name),
  });
  const dimensions = isOnDefaultBus ? 'RuleName' : 'EventBusName and RuleName';
  const fix = `make an Alarm of the Metric AWS/Events ${metric} with the dimensions ${dimensions}, statistic Sum, \`threshold: 1\``;
  return withoutAlarm(rule, { metric, statistic: 'Sum', threshold: 0, fix }, isOfRule);
}

const busOf = ({ stack, properties }: Resource): Resource | undefined => {
  const id = referenced(properties.EventBusName);
  return resourcesOf(stack, 'AWS::Events::EventBus').find(({ logicalId }) => logicalId === id);
};

/** Whether a dimension names a resource: by a reference to it, or by the name that was given to it. */
const names =
  (resource: Resource | undefined, name: unknown) =>
  (value: unknown): boolean =>
    (resource !== undefined && referenced(value) === resource.logicalId) ||
    (value !== undefined &&
      [name, resource?.properties.Name].some((one) => JSON.stringify(one) === JSON.stringify(value)));
