import { randomUUID } from 'node:crypto';
import { type Change, changesBetween, isUnchanged } from '../../provisioning/changes.ts';
import type { DeployOptions } from '../../provisioning/options.ts';
import type { Provisioner } from '../../provisioning/provisioner.ts';
import { asFound, noState, type Stack, type StackInput } from '../../provisioning/stack.ts';
import type { Wanted } from '../../provisioning/world.ts';

/** What a deployment would do, and does once it is executed. */
export interface ChangeSet {
  readonly id: string;
  readonly name: string;
  readonly stack: Stack;
  readonly input: StackInput;
  readonly description: string | undefined;
  readonly createdAt: number;
  readonly status: 'CREATE_COMPLETE' | 'FAILED';
  readonly reason?: string;
  readonly changes: readonly Change[];
  readonly adopts: boolean;
  readonly revertsDrift: boolean;
  isExecuted: boolean;
}

/** Words by which programs know that nothing is to do. */
const nothingToDo =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

export interface ChangeSetWish {
  readonly name: string;
  readonly stack: Stack;
  readonly input: StackInput;
  readonly description: string | undefined;
  /** Whether resources that are there already are taken into the stack. */
  readonly adopts: boolean;
  /** Whether what something else has changed is changed back. */
  readonly revertsDrift: boolean;
}

export function createChangeSet(provisioner: Provisioner, wish: ChangeSetWish, wanted: Wanted): ChangeSet {
  const { stack, name } = wish;
  const { states, assembly } = provisioner.preview(wanted);
  const [to = noState] = states;
  // What is not understood is no resource of the state: the deployment has to say so.
  const isWhole = assembly.problems.found.every(({ resource }) => resource.stack !== stack.name);
  const before = wish.revertsDrift ? asFound(stack.state) : stack.state;
  const found = changesBetween(before.resources, to.resources);
  const isEmpty = isWhole && stack.stable !== undefined && found.length === 0 && isUnchanged(before, to);
  const prefix = stack.id.replace(/:stack\/.*$/, '');
  return {
    ...wish,
    id: `${prefix}:changeSet/${name}/${randomUUID()}`,
    createdAt: Date.now(),
    status: isEmpty ? 'FAILED' : 'CREATE_COMPLETE',
    ...(isEmpty ? { reason: nothingToDo } : {}),
    changes: found,
    isExecuted: false,
  };
}

export function deployChangeSet(
  provisioner: Provisioner,
  changeSet: ChangeSet,
  wanted: Wanted,
  options: DeployOptions,
): Promise<void> {
  changeSet.isExecuted = true;
  return provisioner.deploy(wanted, { ...options, adopts: changeSet.adopts, revertsDrift: changeSet.revertsDrift });
}
