import { asArray, asObject, show } from '../json.ts';
import { defineRule } from '../rule.ts';
import { functionFinder } from '../template/pollers.ts';
import { eachResource, type Resource, resourcesOf, violation } from '../template/resources.ts';

/** Where resources name functions that they invoke without waiting for an answer. */
const invokers: Readonly<Record<string, (properties: Resource['properties']) => readonly unknown[]>> = {
  'AWS::SNS::Subscription': ({ Endpoint }) => [Endpoint],
  'AWS::Events::Rule': ({ Targets }) => asArray(Targets).map((target) => asObject(target).Arn),
  'AWS::Scheduler::Schedule': ({ Target }) => [asObject(Target).Arn],
  'AWS::S3::Bucket': ({ NotificationConfiguration }) =>
    asArray(asObject(NotificationConfiguration).LambdaConfigurations).map((one) => asObject(one).Function),
  'Custom::S3BucketNotifications': ({ NotificationConfiguration }) =>
    asArray(asObject(NotificationConfiguration).LambdaFunctionConfigurations).map(
      (one) => asObject(one).LambdaFunctionArn,
    ),
};

export const asyncDestinationRule = defineRule({
  id: 'async-destination',
  title: 'What a function fails that nobody waits for is kept',
  why: 'Lambda tries an event of a topic, a rule, a schedule or a bucket twice more, and then it is gone. The dead-letter queue of a rule or subscription takes only what Lambda did not accept.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html',
  check: eachResource(['AWS::Lambda::Function'], (target) => {
    const { DeadLetterConfig } = target.properties;
    const by = invokersOf(target);
    if (by.length === 0 || asObject(DeadLetterConfig).TargetArn !== undefined || hasDestination(target)) return [];
    const message = `received ${show(DeadLetterConfig)}, expected a destination for what fails: ${by.join(', ')} do not wait for an answer`;
    const fix = 'set `onFailure: new SqsDestination(queue)`, or `deadLetterQueue`, of the Function';
    return [violation(target, 'Properties.DeadLetterConfig', message, fix)];
  }),
});

function invokersOf({ stack, logicalId }: Resource): readonly string[] {
  const targetOf = functionFinder(stack);
  return Object.entries(invokers).flatMap(([type, read]) =>
    resourcesOf(stack, type)
      .filter(({ properties }) => read(properties).some((value) => targetOf(value)?.logicalId === logicalId))
      .map((invoker) => invoker.logicalId),
  );
}

function hasDestination({ stack, logicalId }: Resource): boolean {
  const targetOf = functionFinder(stack);
  return resourcesOf(stack, 'AWS::Lambda::EventInvokeConfig').some(
    ({ properties: { FunctionName, DestinationConfig } }) =>
      targetOf(FunctionName)?.logicalId === logicalId &&
      asObject(asObject(DestinationConfig).OnFailure).Destination !== undefined,
  );
}
