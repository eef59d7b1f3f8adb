import { show } from '../../contract/json.ts';
import { referenced, resourceRule, resourcesOf, violation } from './resources.ts';

/** A group that Lambda makes by itself keeps its lines, and their cost, for ever. */
export const functionLogRule = resourceRule('function-log', ['AWS::Lambda::Function'], (resource) => {
  const logGroup = (resource.properties.LoggingConfig as { LogGroup?: unknown } | undefined)?.LogGroup;
  const known = resourcesOf(resource.stack, 'AWS::Logs::LogGroup');
  if (known.some(({ logicalId }) => logicalId === referenced(logGroup))) return [];
  const message = `received ${show(logGroup)}, expected a log group of this stack`;
  return [violation(resource, 'Properties.LoggingConfig.LogGroup', message, 'make the function a ServiceFunction')];
});

export const logRetentionRule = resourceRule('log-retention', ['AWS::Logs::LogGroup'], (resource) => {
  const days = resource.properties.RetentionInDays;
  if (typeof days === 'number') return [];
  const message = `received ${show(days)}, expected a number of days`;
  return [violation(resource, 'Properties.RetentionInDays', message, 'pass the `logRetention` of the stage')];
});
