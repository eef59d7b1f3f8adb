import type { ResolvedAssembly, Resource } from '../assembly/resolved.ts';
import { isObject, type JsonObject, list, object, texts } from '../json.ts';
import { grammarProblems } from './grammar.ts';
import { readPolicy, type Statement } from './policy.ts';

/** What a role may do, and which services may take it. */
export interface Role {
  readonly name: string;
  readonly arn: string;
  readonly trusts: readonly string[];
  readonly statements: readonly Statement[];
}

/** The managed policies of AWS that the local cloud knows by heart. */
const managedPolicies: Readonly<Record<string, readonly string[]>> = {
  AWSLambdaBasicExecutionRole: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
  AWSXRayDaemonWriteAccess: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
};

/** Reads the roles of an assembly by ARN, each with its inline, attached and managed policies. */
export function readRoles(assembly: ResolvedAssembly): ReadonlyMap<string, Role> {
  const attached = assembly.resources('AWS::IAM::Policy');
  const roles = assembly.resources('AWS::IAM::Role').map((role) => readRole(role, attached, assembly));
  return new Map(roles.map((role) => [role.arn, role]));
}

function readRole(role: Resource, attached: readonly Resource[], { problems }: ResolvedAssembly): Role {
  const inline = list(role.properties.Policies).map((policy) => [role, object(policy).PolicyDocument] as const);
  const separate = attached
    .filter((policy) => policy.stack === role.stack && texts(policy.properties.Roles).includes(role.id))
    .map((policy) => [policy, policy.properties.PolicyDocument] as const);
  const statements = [...inline, ...separate].flatMap(([owner, document]) =>
    readPolicy(document, (message) => problems.add(owner, message, 'Properties.PolicyDocument')),
  );
  const trust = list(object(role.properties.AssumeRolePolicyDocument).Statement).filter(isObject);
  for (const message of [...trustProblems(trust), ...sizeProblems([...inline, ...separate])])
    problems.add(role, message);
  return {
    name: role.id,
    arn: role.arn,
    trusts: trust
      .filter(({ Effect, Action }) => Effect === 'Allow' && texts(Action).includes('sts:AssumeRole'))
      .flatMap(({ Principal }) => texts(object(Principal).Service)),
    statements: [...statements, ...texts(role.properties.ManagedPolicyArns).map((arn) => managed(arn))],
  };
}

function trustProblems(statements: readonly JsonObject[]): readonly string[] {
  return statements.flatMap((statement) => {
    const grammar = grammarProblems(statement, 'trust').map((problem) => `AssumeRolePolicyDocument: ${problem}`);
    const unread = ['Condition', 'NotAction', 'NotPrincipal'].filter((name) => statement[name] !== undefined);
    const isDeny = statement.Effect === 'Deny' ? ['a Deny'] : [];
    return [
      ...grammar,
      ...[...unread, ...isDeny].map((what) => `the local cloud does not evaluate ${what} in AssumeRolePolicyDocument.`),
    ];
  });
}

/** Characters of all inline policies of a role together, without white space. */
const inlineLimit = 10_240;

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length */
function sizeProblems(policies: readonly (readonly [Resource, unknown])[]): readonly string[] {
  const size = policies.reduce(
    (sum, [, document]) => sum + JSON.stringify(document ?? {}).replace(/\s/g, '').length,
    0,
  );
  if (size <= inlineLimit) return [];
  return [`Maximum policy size of ${inlineLimit} bytes exceeded for role: its inline policies have ${size}.`];
}

/** A policy that is not known grants nothing here: a function that leans on it is then refused by name. */
function managed(arn: string): Statement {
  const name = arn.split('/').at(-1) ?? '';
  return { effect: 'Allow', actions: managedPolicies[name] ?? [], resources: ['*'] };
}
