import { LocalError } from '../problems.ts';
import { type Around, publish, transitionTo } from './advance.ts';
import { exportProblems } from './exports.ts';
import type { DeleteOptions } from './options.ts';
import { noState, noteStatus, type Stack, type StackState } from './stack.ts';
import { cleanUp, reasonOf } from './transition.ts';
import { planNow } from './world.ts';

export async function deleteStack(
  stack: Stack,
  { token, retained = [] }: DeleteOptions,
  around: Around,
): Promise<void> {
  noteStatus(stack, 'DELETE_IN_PROGRESS', { token, reason: 'User Initiated' });
  const refused = exportProblems(around.world.stacks, stack, noState);
  const before = without(stack.state, retained);
  const plan = planNow(around.world, new Map([[stack, noState]]));
  const failures =
    refused.length > 0
      ? refused.map((message) => new LocalError(message))
      : await cleanUp(transitionTo(stack, noState, plan, { token }, around), before);
  if (failures.length > 0) {
    noteStatus(stack, 'DELETE_FAILED', { token, reason: failures.map(reasonOf).join(' ') });
    return;
  }
  stack.state = { ...stack.state, resources: new Map(), outputs: [], imports: [] };
  stack.deletedAt = Date.now();
  await publish(plan, around);
  noteStatus(stack, 'DELETE_COMPLETE', { token });
}

function without(state: StackState, logicalIds: readonly string[]): StackState {
  const resources = [...state.resources].filter(([id]) => !logicalIds.includes(id));
  return { ...state, resources: new Map(resources) };
}
