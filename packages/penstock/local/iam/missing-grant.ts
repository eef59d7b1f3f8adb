import type { StackTemplate } from '../assembly/read.ts';
import type { ResolvedAssembly, Resource } from '../assembly/resolved.ts';
import { resolveAssembly } from '../assembly/resolved.ts';
import { isObject, type JsonObject, list, object, texts } from '../json.ts';
import { readParts } from '../plan.ts';
import type { Grant } from './grants.ts';

/** What the local cloud says of a stage, before it starts, whose role lacks a grant: a line each, none if it would start. */
export function refusalsWithout(stacks: readonly StackTemplate[], role: string, grant: Grant): readonly string[] {
  const assembly = resolveAssembly(stacks);
  readParts(without(assembly, role, grant));
  return assembly.problems.lines;
}

function without(assembly: ResolvedAssembly, role: string, grant: Grant): ResolvedAssembly {
  const edits: Readonly<Record<string, (resource: Resource) => Resource>> = {
    'AWS::IAM::Policy': (policy) =>
      texts(policy.properties.Roles).includes(role)
        ? withProperties(policy, editPolicy(policy.properties, grant))
        : policy,
    'AWS::IAM::Role': (one) =>
      one.id === role
        ? withProperties(one, {
            ...one.properties,
            Policies: list(one.properties.Policies).map((inline) => editPolicy(object(inline), grant)),
          })
        : one,
  };
  return { ...assembly, resources: (type) => assembly.resources(type).map(edits[type] ?? ((resource) => resource)) };
}

const withProperties = (resource: Resource, properties: JsonObject): Resource => ({ ...resource, properties });

const editPolicy = (policy: JsonObject, grant: Grant): JsonObject => ({
  ...policy,
  PolicyDocument: edit(policy.PolicyDocument, grant),
});

const edit = (document: unknown, grant: Grant): JsonObject => ({
  ...object(document),
  Statement: list(object(document).Statement)
    .filter(isObject)
    .flatMap((statement) => statementsWithout(statement, grant)),
});

function statementsWithout(statement: JsonObject, { action, resource }: Grant): readonly JsonObject[] {
  const [actions, resources] = [texts(statement.Action), texts(statement.Resource)];
  if (!actions.includes(action) || !resources.includes(resource)) return [statement];
  const parts: readonly JsonObject[] = [
    { ...statement, Action: actions.filter((other) => other !== action) },
    { ...statement, Action: [action], Resource: resources.filter((other) => other !== resource) },
  ];
  return parts.filter(({ Action, Resource }) => texts(Action).length > 0 && texts(Resource).length > 0);
}
