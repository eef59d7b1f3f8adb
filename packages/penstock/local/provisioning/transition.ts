import type { Plan } from '../plan.ts';
import { LocalError } from '../problems.ts';
import { type Change, changesBetween } from './changes.ts';
import type { Handlers, Services } from './handler.ts';
import type { Adopts } from './options.ts';
import { hasDrawnName, type Retained, retains } from './retained.ts';
import { noteResource, type Stack, type StackResource, type StackState } from './stack.ts';
import { runSteps, type Step } from './steps.ts';

/** A stack on its way from what it has to another state. */
export interface Transition {
  readonly stack: Stack;
  readonly to: StackState;
  /** What the region is to run with it. */
  readonly plan: Plan;
  readonly services: Services;
  readonly retained: Retained;
  readonly adopts: Adopts;
  /** Whether what deleted resources hold is kept, for when they come again. */
  readonly keepsData: boolean;
  /** Whether it undoes another. */
  readonly isRollback: boolean;
  readonly token: string | undefined;
  /** Whether another stack has taken a resource over: it is not deleted then. */
  readonly isStillWanted: (resource: StackResource) => boolean;
}

/**
 * Makes what the other state has and the stack has not; what it has no more is still there.
 *
 * @param part what sets others to work by being there, such as an event source mapping, is made `late`: when the region
 *   runs everything else
 * @returns what failed; the state of the stack is what was made so far
 */
export function make(transition: Transition, part: 'early' | 'late'): Promise<readonly unknown[]> {
  const { stack, to, services } = transition;
  const changes = changesBetween(stack.state.resources, to.resources).filter(isMade);
  const wanted = changes.filter(({ after }) => isLateType(services.handlers, after.type) === (part === 'late'));
  return runSteps(
    wanted.map((change) => ({
      id: change.after.logicalId,
      after: change.after.needs,
      run: () => makeOne(change, transition),
    })),
  );
}

/** Deletes what the state of the stack has no more, what needs another before that. */
export async function cleanUp(transition: Transition, before: StackState): Promise<readonly unknown[]> {
  const obsolete = changesBetween(before.resources, transition.to.resources).flatMap(obsoleteOf);
  const steps = obsolete.map(
    (resource): Step => ({
      id: resource.logicalId,
      after: obsolete.filter(({ needs }) => needs.includes(resource.logicalId)).map(({ logicalId }) => logicalId),
      run: () => removeOne(resource, transition),
    }),
  );
  return runSteps(steps);
}

type Made = Exclude<Change, { readonly kind: 'remove' }>;

const isMade = (change: Change): change is Made => change.kind !== 'remove';

const isLateType = (handlers: Handlers, type: string): boolean => handlers[type]?.sendsByItself === true;

function obsoleteOf(change: Change): readonly StackResource[] {
  if (change.kind === 'remove') return [change.before];
  return change.kind === 'modify' && change.isReplaced ? [change.before] : [];
}

const replacing = 'Requested update requires the creation of a new physical resource; hence creating one.';

async function makeOne(change: Made, transition: Transition): Promise<void> {
  const { stack, plan, services, retained, token } = transition;
  const { after } = change;
  const verb = verbOf(change, transition);
  const isReplaced = change.kind === 'modify' && change.isReplaced;
  const begun = change.kind === 'add' ? { ...after, id: '' } : change.before;
  noteResource(stack, begun, `${verb}_IN_PROGRESS`, { token, reason: isReplaced ? replacing : undefined });
  try {
    if (change.kind === 'add' || isReplaced) claim(after, transition);
    await services.handlers[after.type]?.put(after, plan);
  } catch (error) {
    if (verb === 'IMPORT') retained.add(after);
    noteResource(stack, after, `${verb}_FAILED`, { token, reason: reasonOf(error) });
    throw error;
  }
  const status = `${verb}_COMPLETE`;
  setResource(stack, { ...after, status });
  noteResource(stack, after, status, { token });
}

function verbOf(change: Made, { adopts, retained }: Transition): 'CREATE' | 'UPDATE' | 'IMPORT' {
  if (change.kind === 'modify') return 'UPDATE';
  return retained.has(change.after) && adopts(change.after) ? 'IMPORT' : 'CREATE';
}

/** @throws LocalError where a resource of the name is there that no stack has */
function claim(resource: StackResource, { adopts, isRollback, retained }: Transition): void {
  if (!retained.has(resource)) return;
  if (!isRollback && !adopts(resource) && !hasDrawnName(resource)) {
    throw new LocalError(`Resource of type '${resource.type}' with identifier '${resource.id}' already exists.`);
  }
  retained.forget(resource);
}

async function removeOne(resource: StackResource, transition: Transition): Promise<void> {
  const { stack, to, services, retained, token, isRollback, keepsData, isStillWanted } = transition;
  const isGone = !to.resources.has(resource.logicalId);
  if (retains(resource, { isGone, isRollback })) {
    retained.add(resource);
    noteResource(stack, resource, 'DELETE_SKIPPED', { token });
  } else {
    noteResource(stack, resource, 'DELETE_IN_PROGRESS', { token });
    try {
      if (!isStillWanted(resource)) await services.handlers[resource.type]?.remove(resource, keepsData);
    } catch (error) {
      noteResource(stack, resource, 'DELETE_FAILED', { token, reason: reasonOf(error) });
      throw error;
    }
    noteResource(stack, resource, 'DELETE_COMPLETE', { token });
  }
  if (isGone) setResource(stack, resource, false);
}

function setResource(stack: Stack, resource: StackResource, isThere = true): void {
  const resources = new Map(stack.state.resources);
  if (isThere) resources.set(resource.logicalId, resource);
  else resources.delete(resource.logicalId);
  stack.state = { ...stack.state, resources };
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
