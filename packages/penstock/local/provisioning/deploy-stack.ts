import { LocalError } from '../problems.ts';
import { type Around, makeAll, settle, takeBack, transitionTo } from './advance.ts';
import type { DeployOptions } from './options.ts';
import { asFound, noState, noteResource, noteStatus, type Stack, stackType } from './stack.ts';
import { cleanUp, reasonOf } from './transition.ts';
import { type Outlook, outlook, type Wanted } from './world.ts';

/** Creates or updates a stack; what fails is taken back. */
export async function deployStack(wanted: Wanted, options: DeployOptions, around: Around): Promise<void> {
  const { stack } = wanted;
  const { token, isRollbackDisabled = false, isImport } = options;
  const verb = verbOf(stack, options);
  if (options.revertsDrift === true) stack.state = asFound(stack.state);
  const before = stack.state;
  stack.isRollbackDisabled = isRollbackDisabled;
  noteStatus(stack, `${verb}_IN_PROGRESS`, { token, reason: 'User Initiated' });
  const failures = await attempt(wanted, options, around);
  if (failures.length === 0) return;
  const reason = failures.map(reasonOf).join(' ');
  if (isRollbackDisabled && verb !== 'IMPORT') noteStatus(stack, `${verb}_FAILED`, { token, reason });
  else await takeBack(stack, stack.stable === undefined ? noState : before, { token, reason, isImport }, around);
}

function verbOf({ stable }: Stack, { isImport = false }: DeployOptions): 'CREATE' | 'UPDATE' | 'IMPORT' {
  if (isImport) return 'IMPORT';
  return stable === undefined ? 'CREATE' : 'UPDATE';
}

/** @returns what failed */
async function attempt(wanted: Wanted, options: DeployOptions, around: Around): Promise<readonly unknown[]> {
  const { stack } = wanted;
  const { token } = options;
  const { assembly, plan, states } = outlook(around.world, [wanted]);
  const problems = assembly.problems.found.filter(({ resource }) => resource.stack === stack.name);
  if (problems.length > 0) return problems.map((problem) => noteProblem(stack, problem, token));
  const [to = noState] = states;
  const before = stack.state;
  const transition = transitionTo(stack, to, plan, options, around);
  const failures = await makeAll([transition], around);
  if (failures.length > 0) return failures;
  const verb = verbOf(stack, options);
  settle(stack, to, around);
  if (verb === 'UPDATE') noteStatus(stack, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', { token });
  await cleanUp(transition, before);
  stack.updatedAt = Date.now();
  noteStatus(stack, `${verb}_COMPLETE`, { token });
  return [];
}

function noteProblem(stack: Stack, { resource, at, message }: NotedProblem, token: string | undefined): LocalError {
  const reason = at === undefined ? message : `${at}: ${message}`;
  const { logicalId, type } = resource;
  if (type === stackType) return new LocalError(reason);
  const before = stack.state.resources.get(logicalId);
  const verb = before === undefined ? 'CREATE' : 'UPDATE';
  const noted = { logicalId, type, id: before?.id ?? '' };
  noteResource(stack, noted, `${verb}_IN_PROGRESS`, { token });
  noteResource(stack, noted, `${verb}_FAILED`, { token, reason });
  return new LocalError(`${logicalId}: ${reason}`);
}

type NotedProblem = Outlook['assembly']['problems']['found'][number];
