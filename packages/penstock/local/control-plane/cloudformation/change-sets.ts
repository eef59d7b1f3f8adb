import { randomUUID } from 'node:crypto';
import { type Change, changesBetween, isUnchanged } from '../../provisioning/changes.ts';
import { isFoundByName } from '../../provisioning/named.ts';
import type { Adopts, DeployOptions } from '../../provisioning/options.ts';
import type { Provisioner } from '../../provisioning/provisioner.ts';
import { asFound, noState, type Stack, type StackInput } from '../../provisioning/stack.ts';
import type { Wanted } from '../../provisioning/world.ts';
import { importProblem, type WantedImport } from './imports.ts';

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
  /** Logical ids of what is there already and is taken into the stack. */
  readonly imports: ReadonlySet<string>;
  readonly wantedImports: readonly WantedImport[] | undefined;
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
  /** Whether resources that are there already, and are found by their names, are taken into the stack. */
  readonly adopts: boolean;
  /** What the change set is to take in, where it is to do nothing else. */
  readonly wantedImports?: readonly WantedImport[] | undefined;
  /** Whether what something else has changed is changed back. */
  readonly revertsDrift: boolean;
}

export function createChangeSet(provisioner: Provisioner, wish: ChangeSetWish, wanted: Wanted): ChangeSet {
  const { stack, name } = wish;
  const { wantedImports } = wish;
  const { assembly, states } = provisioner.preview(wanted);
  const [to = noState] = states;
  const before = wish.revertsDrift ? asFound(stack.state) : stack.state;
  const found = changesBetween(before.resources, to.resources);
  const { retained } = provisioner;
  const refused = wantedImports && importProblem(wantedImports, { before, to, changes: found, retained });
  // A resource that is not understood is no change yet: its deployment says why.
  const isUnderstood = assembly.problems.found.every(({ resource }) => resource.stack !== stack.name);
  const isEmpty = stack.stable !== undefined && isUnderstood && found.length === 0 && isUnchanged(before, to);
  const prefix = stack.id.replace(/:stack\/.*$/, '');
  return {
    ...wish,
    id: `${prefix}:changeSet/${name}/${randomUUID()}`,
    createdAt: Date.now(),
    status: isEmpty || refused !== undefined ? 'FAILED' : 'CREATE_COMPLETE',
    ...(refused === undefined ? {} : { reason: refused }),
    ...(isEmpty ? { reason: nothingToDo } : {}),
    changes: found,
    wantedImports,
    imports: new Set(found.flatMap((change) => (isImported(change, wish, retained) ? [change.after.logicalId] : []))),
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
  const isImport = changeSet.wantedImports !== undefined;
  const { revertsDrift } = changeSet;
  return provisioner.deploy(wanted, { ...options, adopts: isAdopted(changeSet), revertsDrift, isImport });
}

type Added = Extract<Change, { readonly kind: 'add' }>;

const isImported = (change: Change, wish: ChangeSetWish, retained: Provisioner['retained']): change is Added =>
  change.kind === 'add' && retained.has(change.after) && isAdopted(wish)(change.after);

function isAdopted({ adopts, wantedImports }: Pick<ChangeSetWish, 'adopts' | 'wantedImports'>): Adopts {
  const wanted = wantedImports?.map(({ logicalId }) => logicalId);
  if (wanted !== undefined) return ({ logicalId }) => wanted.includes(logicalId);
  return (resource) => adopts && isFoundByName(resource);
}
