import type { AssemblyStack } from '../assembly.ts';
import { isMade, type StackState } from '../cloud.ts';
import { type Check, finding } from './check.ts';

/** No stack is in a state in which the CDK CLI can't deploy it. */
export const stackStateCheck: Check = {
  id: 'stack-state',
  find: async ({ deployed, stage }) =>
    [...deployed].flatMap(([stack, { state }]) => {
      const fix = state === undefined ? undefined : mending(stack, state, stage.name);
      if (state === undefined || fix === undefined) return [];
      const received = `${state.status}${state.terminationProtection ? ', protected from termination' : ''}`;
      return [finding(`Stack ${stack.name} in ${stack.region}`, received, 'a stack that can be deployed', fix)];
    }),
};

/** What makes a stack of such a state one that can be deployed; undefined where the CLI knows what to do. */
export function mending({ name, region }: AssemblyStack, state: StackState, stage: string): string | undefined {
  const { status, terminationProtection } = state;
  const aws = (command: string) => `aws cloudformation ${command} --region ${region} --stack-name ${name}`;
  if (status === 'UPDATE_ROLLBACK_FAILED' || status === 'CREATE_FAILED' || status === 'UPDATE_FAILED') {
    return `npx cdk rollback ${name} -c stage=${stage}`;
  }
  if (status === 'DELETE_FAILED') return aws('delete-stack');
  if (status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS') {
    return `wait until it is done: ${aws('describe-stacks')} --query 'Stacks[0].StackStatus'`;
  }
  // The CLI deletes a stack that could not be made, which the protection does not let it.
  if (!isMade(state) && terminationProtection)
    return aws('update-termination-protection --no-enable-termination-protection');
  return undefined;
}
