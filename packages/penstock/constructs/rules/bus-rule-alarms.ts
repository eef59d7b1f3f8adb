import { isAbout, withoutAlarm } from './alarm.ts';
import { type Resource, referenced, resourceRule, resourcesOf } from './resources.ts';

/** What the bus could not deliver, and what not even a dead-letter queue took. */
const metrics = ['FailedInvocations', 'InvocationsFailedToBeSentToDlq'];

/**
 * Somebody hears of each event that a rule could not hand on. On a bus of one's own the metrics of a rule have both
 * dimensions, and an alarm with one of them alone never rings.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 */
export const busRuleAlarmsRule = resourceRule('bus-rule-alarms', ['AWS::Events::Rule'], (rule) => {
  const ofRule = isAbout('AWS/Events', { EventBusName: busNameOf(rule), RuleName: rule.properties.Name });
  return metrics.flatMap((metric) => withoutAlarm(rule, { metric, statistic: 'Sum', threshold: 0 }, ofRule));
});

function busNameOf({ stack, properties }: Resource): unknown {
  const id = referenced(properties.EventBusName);
  if (id === undefined) return properties.EventBusName;
  return resourcesOf(stack, 'AWS::Events::EventBus').find(({ logicalId }) => logicalId === id)?.properties.Name;
}
