import { asObject } from 'penstock-rules/json';
import type { DeployedStacks } from './deployed.ts';
import { resourcesIn } from './deployed.ts';

const tables: readonly unknown[] = ['AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table'];

/** Names of the stacks and tables that no deployment has made: they are protected after the first that succeeds. */
export const unprotectedOf = (deployed: DeployedStacks): readonly string[] =>
  [...deployed].flatMap(([stack, { made, resources: before }]) => [
    ...(made ? [] : [stack.name]),
    ...Object.entries(resourcesIn(stack.template))
      .filter(([logicalId, { Type }]) => tables.includes(Type) && before[logicalId] === undefined)
      .map(([, { Properties }]) => asObject(Properties).TableName)
      .filter((name) => typeof name === 'string'),
  ]);
