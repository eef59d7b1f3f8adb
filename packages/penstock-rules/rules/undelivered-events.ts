import { asArray, asObject, show } from '../json.ts';
import { defineRule } from '../rule.ts';
import { eachResource, referenced, resourcesOf, violation } from '../template/resources.ts';

export const undeliveredEventsRule = defineRule({
  id: 'undelivered-events',
  title: 'Every target of a rule has a dead-letter queue',
  why: 'EventBridge drops an event that its target did not take within the retries.',
  source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html',
  check: eachResource(['AWS::Events::Rule'], (rule) => {
    const others = resourcesOf(rule.stack)
      .filter(({ type }) => type !== 'AWS::SQS::Queue')
      .map(({ logicalId }) => logicalId);
    return asArray(rule.properties.Targets).flatMap((target, index) => {
      const { DeadLetterConfig: config } = asObject(target);
      const { Arn } = asObject(config);
      if (Arn !== undefined && !others.some((id) => id === referenced(Arn))) return [];
      const message = `received ${show(config)}, expected a queue`;
      const fix = 'set `deadLetterQueue` of the rule target';
      return [violation(rule, `Properties.Targets[${index}].DeadLetterConfig`, message, fix)];
    });
  }),
});
