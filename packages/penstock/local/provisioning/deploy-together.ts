import type { Resource } from '../assembly/live.ts';
import { type Around, makeAll, settle, takeBack, transitionTo } from './advance.ts';
import { failureOf } from './failure.ts';
import { noState, noteStatus, type Stack, type StackState } from './stack.ts';
import { cleanUp } from './transition.ts';
import { outlook, type Wanted } from './world.ts';

/**
 * Deploys the stacks of an assembly together, and deletes those of the one before that it has no more. What resources hold
 * is kept, whatever becomes of them.
 *
 * @throws LocalError with everything that is wrong; then what ran before runs on
 */
export async function deployTogether(wanted: readonly Wanted[], gone: readonly Stack[], around: Around): Promise<void> {
  const { assembly, plan, states } = outlook(around.world, wanted, gone);
  assembly.problems.throwIfAny();
  const isStillWanted = ({ type, id }: Resource) => assembly.resources(type).some((one) => one.id === id);
  const options = { adopts: () => true, keepsData: true };
  const workOf = (stack: Stack, to: StackState) => ({
    stack,
    before: stack.state,
    isFirst: stack.stable === undefined,
    transition: { ...transitionTo(stack, to, plan, options, around), isStillWanted },
  });
  const works = wanted.map(({ stack }, index) => workOf(stack, states[index] ?? noState));
  for (const { stack, isFirst } of works) noteStatus(stack, isFirst ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS');
  const failures = await makeAll(
    works.map(({ transition }) => transition),
    around,
  );
  if (failures.length > 0) {
    for (const { stack, before } of works) await takeBack(stack, before, { keepsData: true }, around);
    throw failureOf(failures);
  }
  for (const { stack, transition } of works) settle(stack, transition.to, around);
  for (const { stack, transition, before, isFirst } of works.toReversed()) {
    await cleanUp(transition, before);
    stack.updatedAt = Date.now();
    noteStatus(stack, isFirst ? 'CREATE_COMPLETE' : 'UPDATE_COMPLETE');
  }
  for (const { stack, transition, before } of gone.map((one) => workOf(one, noState))) {
    noteStatus(stack, 'DELETE_IN_PROGRESS');
    await cleanUp(transition, before);
    stack.state = noState;
    stack.deletedAt = Date.now();
    noteStatus(stack, 'DELETE_COMPLETE');
  }
}
