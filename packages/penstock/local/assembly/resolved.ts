import { type JsonObject, object } from '../json.ts';
import { type Problem, Problems } from '../problems.ts';
import { catalogue, hasNoEffect } from './catalogue.ts';
import { IntrinsicError, resolve } from './intrinsics.ts';
import { type Live, nothingLive, type Resource, type StackOutput } from './live.ts';
import { isSame } from './other-stacks.ts';
import { parameterProblems } from './parameters.ts';
import { quotaFindings } from './quotas/quotas.ts';
import { isForAws, stackProblems } from './quotas/stack.ts';
import type { StackTemplate } from './read.ts';
import { account, createScopes } from './scope.ts';
import { advice, misfits } from './shape.ts';
import type { StackScope } from './stack-scope.ts';

export type { Resource } from './live.ts';

/** A stack, resolved. */
export interface ResolvedStack {
  readonly stack: StackTemplate;
  /** Those whose condition holds; of one without effect the properties are as the template has them. */
  readonly resources: readonly Resource[];
  readonly outputs: readonly StackOutput[];
  /** The names of exports that it takes. */
  readonly imports: readonly string[];
}

/** The whole assembly, resolved and checked against the catalogue. */
export interface ResolvedAssembly {
  readonly account: string;
  readonly regions: readonly string[];
  readonly stacks: readonly StackTemplate[];
  readonly resolved: readonly ResolvedStack[];
  /** Types that change nothing here, with how many resources have them. */
  readonly withoutEffect: ReadonlyMap<string, number>;
  readonly problems: Problems;
  /** Folders of assets, by their key. */
  readonly assets: ReadonlyMap<string, string>;
  /** Those of the stacks that are live already too. */
  resources(type: string): readonly Resource[];
  output(name: string): string | undefined;
}

/**
 * Resolves all resources; what is not understood is added to `problems`, for the caller to throw.
 *
 * @param live what is deployed already: earlier versions of these stacks, and others, which stay as they are
 */
export function resolveAssembly(stacks: readonly StackTemplate[], live: Live = nothingLive): ResolvedAssembly {
  const problems = new Problems();
  const scopes = createScopes(stacks, live);
  const resolved = [...scopes].map(([stack, scope]) => resolveStack(stack, scope, problems));
  const others = live.stacks.filter((one) => !stacks.some((stack) => isSame(one, stack)));
  const all = [...others, ...resolved].flatMap(({ resources }) => resources);
  for (const [resource, other] of twins(all)) {
    problems.add(resource, `${resource.arn} already exists: ${other.logicalId} of ${other.stack} has the same name.`);
  }
  const outputs = [...resolved, ...others].flatMap((stack) => stack.outputs);
  return {
    account,
    regions: [...new Set([...stacks, ...others].map((stack) => stack.region))],
    stacks,
    resolved,
    withoutEffect: countByType(all.filter(({ type }) => hasNoEffect(type))),
    problems,
    assets: new Map([...live.assets, ...stacks.flatMap((stack) => [...stack.assets])]),
    resources: (type) => {
      const found = all.filter((resource) => resource.type === type);
      return found.map((resource) => ({ ...resource, properties: live.actualOf(resource) }));
    },
    output: (name) => outputs.find((output) => output.name === name)?.value,
  };
}

function countByType(resources: readonly Resource[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { type } of resources) counts.set(type, (counts.get(type) ?? 0) + 1);
  return counts;
}

function resolveStack(stack: StackTemplate, scope: StackScope, problems: Problems): ResolvedStack {
  const subject = { stack: stack.name, logicalId: 'the stack', type: 'AWS::CloudFormation::Stack' };
  for (const message of [...stackProblems(stack), ...parameterProblems(stack.template, stack.parameters ?? {})]) {
    problems.add(subject, message);
  }
  const existing = Object.entries(scope.declarations).filter(([, declaration]) => scope.exists(declaration));
  const resources = existing.flatMap(([logicalId, declaration]) => {
    const type = String(declaration.Type);
    return hasNoEffect(type)
      ? [withoutEffect(stack, logicalId, declaration)]
      : resolveResource(stack, scope, logicalId, type, problems);
  });
  return { stack, resources, outputs: outputsOf(scope, subject, problems), imports: [...scope.imports] };
}

function withoutEffect(stack: StackTemplate, logicalId: string, { Type, Properties }: JsonObject): Resource {
  const { name, region } = stack;
  const identity = { stack: name, region, logicalId, type: String(Type), id: `${name}-${logicalId}` };
  return { ...identity, properties: object(Properties), arn: '', serial: 0 };
}

function outputsOf(scope: StackScope, subject: Problem['resource'], problems: Problems): readonly StackOutput[] {
  try {
    return scope.outputs();
  } catch (error) {
    if (!(error instanceof IntrinsicError)) throw error;
    problems.add(subject, error.message, error.at);
    return [];
  }
}

/** Resources whose names are another's: the second to be deployed fails. */
function twins(resources: readonly Resource[]): readonly (readonly [Resource, Resource])[] {
  const byArn = new Map<string, Resource>();
  return resources.flatMap((resource) => {
    const other = resource.arn === '' ? undefined : byArn.get(resource.arn);
    byArn.set(resource.arn, other ?? resource);
    return other === undefined ? [] : [[resource, other] as const];
  });
}

function strangerMessage(type: string): string {
  const isCustom = type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
  const why = isCustom ? 'calls no functions of custom resources' : 'does not understand this resource type';
  return `the local cloud ${why}. ${advice}`;
}

function resolveResource(
  stack: StackTemplate,
  scope: StackScope,
  logicalId: string,
  type: string,
  problems: Problems,
): readonly Resource[] {
  const path = stack.constructPaths.get(logicalId);
  const subject: Problem['resource'] = { stack: stack.name, logicalId, type, ...(path === undefined ? {} : { path }) };
  const known = catalogue[type];
  if (known === undefined) {
    problems.add(subject, strangerMessage(type));
    return [];
  }
  try {
    const properties = object(resolve(object(scope.declarations[logicalId]).Properties, scope, 'Properties'));
    for (const misfit of misfits(known.properties, properties, 'Properties')) {
      problems.add(subject, misfit.message, misfit.at);
    }
    const quotas = quotaFindings(type, properties, isForAws(stack.template));
    for (const finding of quotas) problems.add(subject, finding.message, finding.at);
    const arn = known.attributes?.Arn === undefined ? '' : String(scope.attribute(logicalId, 'Arn'));
    const { region } = stack;
    return [{ ...subject, region, properties, id: String(scope.ref(logicalId)), arn, serial: scope.serial(logicalId) }];
  } catch (error) {
    if (!(error instanceof IntrinsicError)) throw error;
    problems.add(subject, error.message, error.at);
    return [];
  }
}
