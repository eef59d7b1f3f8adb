import { show } from '../json.ts';
import { defineRule } from '../rule.ts';
import { eachResource, violation } from '../template/resources.ts';

export const functionMemoryRule = defineRule({
  id: 'function-memory',
  title: 'A function has 128 to 10240 MB of memory',
  why: 'Neither CDK nor its offline validation knows the bounds; the deployment fails.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html',
  check: eachResource(['AWS::Lambda::Function'], (resource) => {
    const size = resource.properties.MemorySize;
    if (size === undefined || (Number.isInteger(size) && Number(size) >= 128 && Number(size) <= 10_240)) return [];
    const message = `received ${show(size)}, expected 128 to 10240 MB`;
    return [
      violation(resource, 'Properties.MemorySize', message, 'set `memorySize` of the Function within the bounds'),
    ];
  }),
});
