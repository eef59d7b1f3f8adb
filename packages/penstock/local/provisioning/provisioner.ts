import type { StackTemplate } from '../assembly/read.ts';
import type { JsonObject } from '../json.ts';
import type { Plan } from '../plan.ts';
import { LocalError } from '../problems.ts';
import { exportProblems } from './exports.ts';
import { failureOf } from './failure.ts';
import type { Services } from './handler.ts';
import { createRetained, type Retained } from './retained.ts';
import { newStack, noState, noteResource, noteStatus, type Stack, type StackState, stackType } from './stack.ts';
import { cleanUp, make, reasonOf, type Transition } from './transition.ts';
import { countSerials, type Outlook, outlook, planNow, type Wanted, type World } from './world.ts';

/** Deploys stacks to one region of one account, one deployment after the other. */
export interface Provisioner {
  readonly region: string;
  /** What runs. */
  readonly plan: Plan;
  /** Deleted ones too, oldest first. */
  readonly stacks: readonly Stack[];
  /** By name, of a stack that is there, or by id. */
  find(nameOrId: string): Stack | undefined;
  /** A stack of this name, new where there is none. */
  open(name: string): Stack;
  /** What a deployment would come to. */
  preview(wanted: Wanted): Outlook;
  /** What becomes of it is in the stack's status and events. */
  deploy(wanted: Wanted, options?: DeployOptions): Promise<void>;
  /** Takes a stack whose deployment failed back to where it was before. */
  rollBack(stack: Stack, options?: RequestOptions): Promise<void>;
  delete(stack: Stack, options?: DeleteOptions): Promise<void>;
  /**
   * Deploys the stacks of an assembly together; what is there already is taken into them.
   *
   * @throws LocalError with everything that is wrong; then what ran before runs on
   */
  deployAssembly(templates: readonly StackTemplate[]): Promise<void>;
  /** The next number of what an ARN numbers, such as a function its versions. */
  nextSerial(counter: string): number;
  /**
   * Changes a resource behind its stack's back: the stack's next deployment may put it back.
   *
   * @param change gives the properties that it is to have, from those that it has
   * @throws LocalError why it cannot be
   */
  patch(stack: Stack, logicalId: string, change: (properties: JsonObject) => JsonObject): Promise<void>;
}

export interface RequestOptions {
  /** Of the request: its events carry it. */
  readonly token?: string | undefined;
}

export interface DeployOptions extends RequestOptions {
  /** Whether resources that are there already are taken into the stack. */
  readonly adopts?: boolean;
  /** Whether a failure leaves what was made. */
  readonly isRollbackDisabled?: boolean;
}

export interface DeleteOptions extends RequestOptions {
  /** Logical ids of what stays where it is. */
  readonly retained?: readonly string[];
}

export interface ProvisionerOptions {
  readonly account: string;
  readonly region: string;
  readonly services: Services;
  readonly planOf: World['planOf'];
  /** Folders of assets that were uploaded, by their key. */
  readonly uploads?: () => ReadonlyMap<string, string>;
  /** Hears that something was deployed, changed or deleted. */
  readonly changed?: () => void;
}

export function createProvisioner(options: ProvisionerOptions): Provisioner {
  const { account, region, services, planOf, changed, uploads = () => new Map() } = options;
  const world: World = { stacks: [], serials: new Map(), assets: new Map(), uploads, planOf };
  const around: Around = { world, services, retained: createRetained(), plan: planNow(world) };
  const oneByOne = createQueue();
  const find = (nameOrId: string) =>
    world.stacks.find(({ id, name, status }) => id === nameOrId || (name === nameOrId && status !== 'DELETE_COMPLETE'));
  const open = (name: string) => {
    const found = find(name);
    if (found !== undefined) return found;
    const stack = newStack(name, region, account);
    world.stacks.push(stack);
    return stack;
  };
  const perform = (work: () => Promise<void>) => oneByOne(() => work().finally(changed));
  return {
    region,
    get plan() {
      return around.plan;
    },
    stacks: world.stacks,
    find,
    open,
    preview: (wanted) => outlook(world, [wanted]),
    deploy: (wanted, options = {}) => perform(() => deploy(wanted, options, around)),
    rollBack: (stack, { token } = {}) => perform(() => takeBack(stack, stack.stable ?? noState, { token }, around)),
    delete: (stack, options = {}) => perform(() => remove(stack, options, around)),
    deployAssembly: (templates) => perform(() => deployTogether(templates, open, around)),
    nextSerial: (counter) => {
      const next = (world.serials.get(counter) ?? 0) + 1;
      world.serials.set(counter, next);
      return next;
    },
    patch: (stack, logicalId, change) => perform(() => patch(stack, logicalId, change, around)),
  };
}

interface Around {
  readonly world: World;
  readonly services: Services;
  readonly retained: Retained;
  plan: Plan;
}

/** Lets one piece of work begin when the one before has ended. */
function createQueue(): (work: () => Promise<void>) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => {});
    return next;
  };
}

async function publish(plan: Plan, around: Around): Promise<void> {
  await around.services.publish(plan);
  around.plan = plan;
}

interface TransitionOptions extends RequestOptions {
  readonly adopts?: boolean;
  readonly keepsData?: boolean;
}

function transitionTo(
  stack: Stack,
  to: StackState,
  plan: Plan,
  options: TransitionOptions,
  around: Around,
): Transition {
  const { services, retained } = around;
  const { adopts = false, keepsData = false, token } = options;
  return { stack, to, plan, services, retained, adopts, keepsData, token, isRollback: false };
}

async function deploy(wanted: Wanted, options: DeployOptions, around: Around): Promise<void> {
  const { stack } = wanted;
  const { token, isRollbackDisabled = false } = options;
  const isFirst = stack.stable === undefined;
  const verb = isFirst ? 'CREATE' : 'UPDATE';
  const before = stack.state;
  stack.isRollbackDisabled = isRollbackDisabled;
  noteStatus(stack, `${verb}_IN_PROGRESS`, { token, reason: 'User Initiated' });
  const failures = await attempt(wanted, options, around);
  if (failures.length === 0) return;
  const reason = failures.map(reasonOf).join(' ');
  if (isRollbackDisabled) noteStatus(stack, `${verb}_FAILED`, { token, reason });
  else await takeBack(stack, isFirst ? noState : before, { token, reason }, around);
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
  const isFirst = stack.stable === undefined;
  settle(stack, to, around);
  if (!isFirst) noteStatus(stack, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', { token });
  await cleanUp(transition, before);
  stack.updatedAt = Date.now();
  noteStatus(stack, isFirst ? 'CREATE_COMPLETE' : 'UPDATE_COMPLETE', { token });
  return [];
}

/** Makes what stacks are to have, and lets the region run it. */
async function makeAll(transitions: readonly Transition[], around: Around): Promise<readonly unknown[]> {
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

function settle(stack: Stack, to: StackState, { world }: Around): void {
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
}

/** Gives a stack the state back that it had, whatever is made of the next one so far. */
async function takeBack(stack: Stack, to: StackState, options: TakeBackOptions, around: Around) {
  const { token, reason } = options;
  const word = stack.stable === undefined ? 'ROLLBACK' : 'UPDATE_ROLLBACK';
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

async function remove(stack: Stack, { token, retained = [] }: DeleteOptions, around: Around): Promise<void> {
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

async function deployTogether(
  templates: readonly StackTemplate[],
  open: (name: string) => Stack,
  around: Around,
): Promise<void> {
  const wanted = templates.map((one): Wanted => {
    const { template, parameters = {}, assets, constructPaths } = one;
    const input = { body: JSON.stringify(template), template, parameters, tags: {} };
    return { stack: open(one.name), input, assets, constructPaths };
  });
  const { assembly, plan, states } = outlook(around.world, wanted);
  assembly.problems.throwIfAny();
  const options = { adopts: true, keepsData: true };
  const works = wanted.map(({ stack }, index) => {
    const transition = transitionTo(stack, states[index] ?? noState, plan, options, around);
    return { transition, stack, before: stack.state, verb: stack.stable === undefined ? 'CREATE' : 'UPDATE' } as const;
  });
  for (const { stack, verb } of works) noteStatus(stack, `${verb}_IN_PROGRESS`);
  const failures = await makeAll(
    works.map(({ transition }) => transition),
    around,
  );
  if (failures.length > 0) {
    for (const { stack, before, verb } of works) {
      if (verb === 'UPDATE') await takeBack(stack, before, { keepsData: true }, around);
      else noteStatus(stack, 'CREATE_FAILED');
    }
    throw failureOf(failures);
  }
  for (const { stack, transition } of works) settle(stack, transition.to, around);
  for (const { stack, transition, before, verb } of works.toReversed()) {
    await cleanUp(transition, before);
    stack.updatedAt = Date.now();
    noteStatus(stack, `${verb}_COMPLETE`);
  }
}

async function patch(
  stack: Stack,
  logicalId: string,
  change: (properties: JsonObject) => JsonObject,
  around: Around,
): Promise<void> {
  const resource = stack.state.resources.get(logicalId);
  if (resource === undefined) throw new LocalError(`Stack ${stack.name} has no resource ${logicalId}.`);
  const actual = change(resource.actual ?? resource.properties);
  const resources = new Map(stack.state.resources).set(logicalId, { ...resource, actual });
  const state = { ...stack.state, resources };
  const plan = planNow(around.world, new Map([[stack, state]]));
  await around.services.handlers[resource.type]?.put({ ...resource, properties: actual }, plan);
  stack.state = state;
  await publish(plan, around);
}
