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
  const edited = (policy: Resource): Resource =>
    texts(policy.properties.Roles).includes(role)
      ? {
          ...policy,
          properties: { ...policy.properties, PolicyDocument: edit(policy.properties.PolicyDocument, grant) },
        }
      : policy;
  return {
    ...assembly,
    resources: (type) =>
      type === 'AWS::IAM::Policy' ? assembly.resources(type).map(edited) : assembly.resources(type),
  };
}

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
