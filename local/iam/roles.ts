import type { ResolvedAssembly, Resource } from '../assembly/resolved.ts';
import { isObject, list, object, texts } from '../json.ts';
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
  return {
    name: role.id,
    arn: role.arn,
    trusts: trust
      .filter(({ Effect, Action }) => Effect === 'Allow' && texts(Action).includes('sts:AssumeRole'))
      .flatMap(({ Principal }) => texts(object(Principal).Service)),
    statements: [...statements, ...texts(role.properties.ManagedPolicyArns).map((arn) => managed(arn))],
  };
}

/** A policy that is not known grants nothing here: a function that leans on it is then refused by name. */
function managed(arn: string): Statement {
  const name = arn.split('/').at(-1) ?? '';
  return { effect: 'Allow', actions: managedPolicies[name] ?? [], resources: ['*'] };
}
