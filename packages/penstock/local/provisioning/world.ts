import { isDeepStrictEqual } from 'node:util';
import { catalogue } from '../assembly/catalogue.ts';
import type { Live, LiveStack } from '../assembly/live.ts';
import type { StackTemplate } from '../assembly/read.ts';
import { type ResolvedAssembly, type ResolvedStack, resolveAssembly } from '../assembly/resolved.ts';
import { account } from '../assembly/scope.ts';
import { counterOf } from '../assembly/serials.ts';
import type { Plan } from '../plan.ts';
import { changeProblem, changesBetween, resourcesOf } from './changes.ts';
import { circleIn, dependenciesOf } from './dependencies.ts';
import { exportProblems } from './exports.ts';
import { liveStack, noState, type Stack, type StackInput, type StackState, stackType } from './stack.ts';

/** All stacks of a region, and what they make together. */
export interface World {
  /** Those that are deleted too. */
  readonly stacks: Stack[];
  readonly serials: Map<string, number>;
  /** Folders of assets, by their key. */
  readonly assets: Map<string, string>;
  readonly uploads: () => ReadonlyMap<string, string>;
  /** What stacks of other regions have in this one. */
  readonly replicas: () => readonly LiveStack[];
  /** Reads what resources make together; what is wrong is added to the problems of the assembly. */
  readonly planOf: (assembly: ResolvedAssembly) => Plan;
}

/** A template that is to be deployed, and the stack that it is for. */
export interface Wanted {
  readonly stack: Stack;
  readonly input: StackInput;
  /** Folders of assets by their key, beside those that were uploaded. */
  readonly assets?: ReadonlyMap<string, string>;
  readonly constructPaths?: ReadonlyMap<string, string>;
}

/** What a deployment would come to. */
export interface Outlook {
  readonly assembly: ResolvedAssembly;
  readonly plan: Plan;
  /** In the order of what was wanted. */
  readonly states: readonly StackState[];
}

function liveOf({ stacks, serials, assets, uploads, replicas }: World): Live {
  const live = [...stacks.filter(isThere).map(liveStack), ...replicas()];
  return { stacks: live, serials, assets: new Map([...assets, ...uploads()]), actualOf: actualOf(stacks) };
}

/** A change from elsewhere lasts until the stack wants something else of the resource. */
function actualOf(stacks: readonly Stack[]): Live['actualOf'] {
  return ({ stack: name, logicalId, id, properties }) => {
    const stack = stacks.find((one) => one.name === name && isThere(one));
    const known = stack?.state.resources.get(logicalId);
    if (known?.actual === undefined || known.id !== id) return properties;
    return isDeepStrictEqual(known.properties, properties) ? known.actual : properties;
  };
}

const isThere = ({ status, state }: Stack): boolean => status !== 'DELETE_COMPLETE' && state.resources.size > 0;

/**
 * Resolves templates among the stacks that are there. What CloudFormation would refuse is among the problems.
 *
 * @param gone stacks that will not be there any more
 */
export function outlook(world: World, wanted: readonly Wanted[], gone: readonly Stack[] = []): Outlook {
  for (const { assets = new Map() } of wanted) for (const [key, folder] of assets) world.assets.set(key, folder);
  const templates = new Map(wanted.map((one) => [templateOf(one), one] as const));
  const circles = [...templates.keys()].flatMap((template) => circleOf(template) ?? []);
  const soluble = [...templates.keys()].filter((template) => circleOf(template) === undefined);
  const assembly = resolveAssembly(
    soluble,
    liveOf({ ...world, stacks: world.stacks.filter((stack) => !gone.includes(stack)) }),
  );
  for (const { subject, message } of circles) assembly.problems.add(subject, message);
  const states = wanted.map((one) => {
    const resolved = assembly.resolved.find(({ stack }) => templates.get(stack) === one);
    return resolved === undefined ? { ...noState, ...one.input } : stateOf(one, resolved);
  });
  for (const [index, { stack }] of wanted.entries()) addProblems(world, assembly, stack, states[index] ?? noState);
  return { assembly, plan: world.planOf(assembly), states };
}

/** What the stacks make as they are, or as one of them would be in another state. */
export function planNow(world: World, changed = new Map<Stack, StackState>()): Plan {
  const stacks = world.stacks.map((stack) => ({ ...stack, state: changed.get(stack) ?? stack.state }));
  return world.planOf(resolveAssembly([], liveOf({ ...world, stacks })));
}

function templateOf({ stack, input, assets = new Map(), constructPaths = new Map() }: Wanted): StackTemplate {
  const { name, region, id } = stack;
  return { name, region, id, template: input.template, parameters: input.parameters, assets, constructPaths };
}

function stateOf({ input }: Wanted, resolved: ResolvedStack): StackState {
  return { ...input, resources: resourcesOf(resolved), outputs: resolved.outputs, imports: resolved.imports };
}

const subjectOf = (stack: string, logicalId = 'the stack', type = stackType) => ({ stack, logicalId, type });

function circleOf({ name, template }: StackTemplate) {
  const circle = circleIn(dependenciesOf(template));
  if (circle === undefined) return undefined;
  return { subject: subjectOf(name), message: `Circular dependency between resources: [${circle.join(', ')}]` };
}

function addProblems(world: World, { problems }: ResolvedAssembly, stack: Stack, to: StackState): void {
  for (const change of changesBetween(stack.state.resources, to.resources)) {
    const message = changeProblem(change);
    if (message === undefined || change.kind !== 'modify') continue;
    problems.add(subjectOf(stack.name, change.after.logicalId, change.after.type), message);
  }
  for (const message of exportProblems(world.stacks, stack, to)) problems.add(subjectOf(stack.name), message);
}

/** Remembers the numbers that were given out: a version's never comes again. */
export function countSerials({ serials }: World, { name, region }: Stack, { resources }: StackState): void {
  for (const { type, logicalId, properties, serial } of resources.values()) {
    const known = catalogue[type];
    if (known?.numberedBy === undefined) continue;
    const identity = { stack: name, region, account, logicalId, property: (member: string) => properties[member] };
    const counter = counterOf(known, identity);
    serials.set(counter, Math.max(serial, serials.get(counter) ?? 0));
  }
}
