import { isObject, type JsonObject, object, text } from '../json.ts';
import { type Problem, Problems } from '../problems.ts';
import { catalogue, hasNoEffect } from './catalogue.ts';
import { IntrinsicError, resolve } from './intrinsics.ts';
import { quotaFindings } from './quotas/quotas.ts';
import { stackProblems } from './quotas/stack.ts';
import type { StackTemplate } from './read.ts';
import { account, createScopes, type StackScope } from './scope.ts';
import { misfits } from './shape.ts';

/** A resource that the local cloud runs, its properties without intrinsic functions. */
export interface Resource {
  readonly stack: string;
  readonly region: string;
  readonly logicalId: string;
  readonly type: string;
  readonly path?: string;
  readonly properties: JsonObject;
  /** What `Ref` gives. */
  readonly id: string;
  /** The `Arn` attribute, empty for a type without one. */
  readonly arn: string;
}

/** The whole assembly, resolved and checked against the catalogue. */
export interface ResolvedAssembly {
  readonly account: string;
  readonly regions: readonly string[];
  readonly stacks: readonly StackTemplate[];
  /** Types that change nothing here, with how many resources have them. */
  readonly withoutEffect: ReadonlyMap<string, number>;
  readonly problems: Problems;
  resources(type: string): readonly Resource[];
  output(name: string): string | undefined;
}

/** Resolves all resources; what is not understood is added to `problems`, for the caller to throw. */
export function resolveAssembly(stacks: readonly StackTemplate[]): ResolvedAssembly {
  const problems = new Problems();
  const scopes = createScopes(stacks);
  const withoutEffect = new Map<string, number>();
  const resources: Resource[] = [];
  for (const [stack, scope] of scopes) {
    const subject = { stack: stack.name, logicalId: 'the stack', type: 'AWS::CloudFormation::Stack' };
    for (const message of stackProblems(stack)) problems.add(subject, message);
    for (const [logicalId, declaration] of Object.entries(scope.declarations)) {
      const type = String(declaration.Type);
      if (!scope.exists(logicalId)) continue;
      if (hasNoEffect(type)) withoutEffect.set(type, (withoutEffect.get(type) ?? 0) + 1);
      else resources.push(...resolveResource(stack, scope, logicalId, type, problems));
    }
  }
  for (const [resource, other] of twins(resources)) {
    problems.add(resource, `${resource.arn} already exists: ${other.logicalId} of ${other.stack} has the same name.`);
  }
  return {
    account,
    regions: [...new Set(stacks.map((stack) => stack.region))],
    stacks,
    withoutEffect,
    problems,
    resources: (type) => resources.filter((resource) => resource.type === type),
    output: (name) => findOutput(scopes, name),
  };
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
    problems.add(subject, 'the local cloud does not understand this resource type.');
    return [];
  }
  try {
    const properties = object(resolve(object(scope.declarations[logicalId]).Properties, scope, 'Properties'));
    for (const misfit of misfits(known.properties, properties, 'Properties')) {
      problems.add(subject, misfit.message, misfit.at);
    }
    for (const finding of quotaFindings(type, properties)) problems.add(subject, finding.message, finding.at);
    const arn = known.attributes?.Arn === undefined ? '' : String(scope.attribute(logicalId, 'Arn'));
    return [{ ...subject, region: stack.region, properties, id: String(scope.ref(logicalId)), arn }];
  } catch (error) {
    if (!(error instanceof IntrinsicError)) throw error;
    problems.add(subject, error.message, error.at);
    return [];
  }
}

function findOutput(scopes: ReadonlyMap<StackTemplate, StackScope>, name: string): string | undefined {
  for (const [stack, scope] of scopes) {
    const output = object(stack.template.Outputs)[name];
    if (isObject(output)) return text(resolve(output.Value, scope, `Outputs.${name}`));
  }
  return undefined;
}
