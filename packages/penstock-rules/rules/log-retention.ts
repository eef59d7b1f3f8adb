import { asObject, show } from '../json.ts';
import { defineRule } from '../rule.ts';
import { isOfDeployment } from '../template/deployment.ts';
import { eachResource, type Resource, referencedWithin, resourcesOf, violation } from '../template/resources.ts';

export const functionLogRule = defineRule({
  id: 'function-log',
  title: 'Every function names its log group',
  why: 'A group that Lambda makes by itself keeps its lines, and their cost, for ever.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html',
  check: eachResource(['AWS::Lambda::Function'], (resource) => {
    const { LogGroup } = asObject(resource.properties.LoggingConfig);
    if (LogGroup !== undefined || hasGroup(resource) || isOfDeployment(resource)) return [];
    const message = 'received nothing, expected a log group';
    const fix = 'set `logGroup` of the Function to a LogGroup with a `retention`';
    return [violation(resource, 'Properties.LoggingConfig.LogGroup', message, fix)];
  }),
});

/** By its name, `/aws/lambda/<function>`: the stack's own group, or one that `logRetention` of the Function has changed. */
const hasGroup = ({ stack, logicalId, properties }: Resource): boolean =>
  resourcesOf(stack, 'AWS::Logs::LogGroup', 'Custom::LogRetention').some(
    ({ properties: { LogGroupName: name } }) =>
      referencedWithin(name).includes(logicalId) || name === `/aws/lambda/${properties.FunctionName}`,
  );

export const logRetentionRule = defineRule({
  id: 'log-retention',
  title: 'Every log group ends',
  why: 'A log group without a retention keeps its lines, and their cost, for ever.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
  check: eachResource(['AWS::Logs::LogGroup'], (resource) => {
    const days = resource.properties.RetentionInDays;
    if (typeof days === 'number') return [];
    const message = `received ${show(days)}, expected a number of days`;
    return [violation(resource, 'Properties.RetentionInDays', message, 'set `retention` of the LogGroup')];
  }),
});
