import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { ArnFormat, type Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { InvokedFunction } from '../contract-api.ts';
import type { AppStage } from '../stage/app-stage.ts';
import { namesOf } from './names.ts';

/** Functions of other stacks of the region, by their names: what refers to no export can be deployed in any order. */
export function functionsElsewhere(
  stack: Stack,
  stage: AppStage,
  functions: readonly string[],
): Readonly<Record<string, InvokedFunction>> {
  if (functions.length === 0) return {};
  const scope = new Construct(stack, 'Elsewhere');
  const arnOf = (name: string) =>
    stack.formatArn({
      service: 'lambda',
      resource: 'function',
      resourceName: `${namesOf(stage).function(name)}:live`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  return Object.fromEntries(
    functions.map((name) => [
      name,
      {
        anyMethod: true,
        live: LambdaFunction.fromFunctionAttributes(scope, name, { functionArn: arnOf(name), sameEnvironment: true }),
      },
    ]),
  );
}
