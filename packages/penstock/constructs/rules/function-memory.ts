import { show } from '../../contract/json.ts';
import { resourceRule, violation } from './resources.ts';

/** Neither CDK nor its offline validation knows the bounds. Source: Lambda quotas, "Function memory allocation". */
export const functionMemoryRule = resourceRule('function-memory', ['AWS::Lambda::Function'], (resource) => {
  const size = resource.properties.MemorySize;
  if (Number.isInteger(size) && Number(size) >= 128 && Number(size) <= 10_240) return [];
  const message = `received ${show(size)}, expected 128 to 10240 MB`;
  return [violation(resource, 'Properties.MemorySize', message, 'choose a size within the bounds')];
});
