import type { Plan } from '../plan.ts';
import { LocalError } from '../problems.ts';
import type { Services } from './handler.ts';
import type { Adopts, RequestOptions } from './options.ts';
import type { Retained } from './retained.ts';
import { noteStatus, type Stack, type StackState } from './stack.ts';
import { cleanUp, make, reasonOf, type Transition } from './transition.ts';
import { countSerials, planNow, type World } from './world.ts';

/** What deployments of a region go by. */
export interface Around {
  readonly world: World;
  readonly services: Services;
  readonly retained: Retained;
  /** What runs. */
  plan: Plan;
}

export async function publish(plan: Plan, around: Around): Promise<void> {
  await around.services.publish(plan);
  around.plan = plan;
}

export interface TransitionOptions extends RequestOptions {
  readonly adopts?: Adopts;
  readonly keepsData?: boolean;
}

export function transitionTo(
  stack: Stack,
  to: StackState,
  plan: Plan,
  options: TransitionOptions,
  around: Around,
): Transition {
  const { services, retained } = around;
  const { adopts = () => false, keepsData = false, token } = options;
  return {
    stack,
    to,
    plan,
    services,
    retained,
    adopts,
    keepsData,
    token,
    isRollback: false,
    isStillWanted: () => false,
  };
}

/** Makes what stacks are to have, and lets the region run it. */
export async function makeAll(transitions: readonly Transition[], around: Around): Promise<readonly unknown[]> {
  const [first] = transitions;
  if (first === undefined) return [];
  const { plan } = first;
  around.services.expect(plan);
  try {
    for (const transition of transitions) {
      const failures = await make(transition, 'early');
      if (failures.length > 0) return failures;
    }
    await publish(plan, around);
    for (const transition of transitions) {
      const failures = await make(transition, 'late');
      if (failures.length > 0) return failures;
    }
  } catch (error) {
    if (!(error instanceof LocalError)) throw error;
    return [error];
  }
  return [];
}

/** Takes note that a stack has what it was to have. */
export function settle(stack: Stack, to: StackState, { world }: Around): void {
  const resources = [...to.resources].map(([id, resource]) => {
    const { changedAt, status, actual } = stack.state.resources.get(id) ?? resource;
    return [id, { ...resource, changedAt, status, ...(actual === undefined ? {} : { actual }) }] as const;
  });
  stack.state = { ...to, resources: new Map(resources) };
  stack.stable = stack.state;
  countSerials(world, stack, to);
}

interface TakeBackOptions extends RequestOptions {
  readonly reason?: string | undefined;
  readonly keepsData?: boolean;
  readonly isImport?: boolean | undefined;
}

/** Gives a stack the state back that it had, whatever is made of the next one so far. */
export async function takeBack(stack: Stack, to: StackState, options: TakeBackOptions, around: Around) {
  const { token, reason, isImport = false } = options;
  const word = isImport ? 'IMPORT_ROLLBACK' : stack.stable === undefined ? 'ROLLBACK' : 'UPDATE_ROLLBACK';
  noteStatus(stack, `${word}_IN_PROGRESS`, { token, reason });
  const partial = stack.state;
  const plan = planNow(around.world, new Map([[stack, to]]));
  const transition = { ...transitionTo(stack, to, plan, options, around), isRollback: true };
  const failures = [...(await makeAll([transition], around)), ...(await cleanUp(transition, partial))];
  if (failures.length > 0) {
    noteStatus(stack, `${word}_FAILED`, { token, reason: failures.map(reasonOf).join(' ') });
    return;
  }
  stack.state = to;
  noteStatus(stack, `${word}_COMPLETE`, { token });
}
