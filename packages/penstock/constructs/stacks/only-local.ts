import { type App, STACK_RESOURCE_LIMIT_CONTEXT, Stack } from 'aws-cdk-lib/core';
import { onlyLocal } from '../../build/only-local.ts';

/** 0 is any number: what is served locally alone, no template of CloudFormation has to hold. */
export const unlimited = { [STACK_RESOURCE_LIMIT_CONTEXT]: 0 };

/** For the local cloud, which holds every other template to the quotas of CloudFormation. */
export function markOnlyLocal(app: App): void {
  for (const stack of app.node.children.filter(Stack.isStack)) stack.addMetadata(onlyLocal, true);
}
