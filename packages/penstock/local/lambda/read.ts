import { catalogue } from '../assembly/catalogue.ts';
import type { ResolvedAssembly, Resource } from '../assembly/resolved.ts';
import { evaluate } from '../iam/policy.ts';
import { type Role, readRoles } from '../iam/roles.ts';
import { number, object, text } from '../json.ts';
import type { FunctionDefinition } from './definition.ts';
import { inlineFolder } from './inline-code.ts';

/** Reads the functions of an assembly; what would fail or go silent in AWS is a problem. */
export function readFunctions(assembly: ResolvedAssembly): readonly FunctionDefinition[] {
  const roles = readRoles(assembly);
  const { assets } = assembly;
  const tokens = serviceTokens(assembly);
  return assembly.resources('AWS::Lambda::Function').flatMap((resource) => {
    const refuse = (message: string, at: string) => assembly.problems.add(resource, message, `Properties.${at}`);
    const { ZipFile, S3Key } = object(resource.properties.Code);
    const code = ZipFile === undefined ? assets.get(String(S3Key)) : inlineFolder(String(ZipFile));
    if (code === undefined) refuse('the assembly holds no asset of this key.', 'Code.S3Key');
    const role = roles.get(String(resource.properties.Role));
    if (role === undefined) refuse('names a role that is not in the template.', 'Role');
    if (code === undefined || role === undefined) return [];
    const definition = { ...define(resource, code, role), ...(tokens.has(resource.arn) && { isNeverCalled: true }) };
    for (const [message, at] of roleProblems(definition, assembly.account)) refuse(message, at);
    return [definition];
  });
}

/** The functions of the custom resources that the catalogue has: what they would do is known. */
function serviceTokens(assembly: ResolvedAssembly): ReadonlySet<string> {
  const custom = Object.keys(catalogue).filter((type) => type.startsWith('Custom::'));
  return new Set(
    custom.flatMap((type) => assembly.resources(type).map(({ properties }) => String(properties.ServiceToken))),
  );
}

function define(resource: Resource, code: string, role: Role): FunctionDefinition {
  const { properties } = resource;
  const logging = object(properties.LoggingConfig);
  const reserved = number(properties.ReservedConcurrentExecutions);
  const variables = Object.entries(object(object(properties.Environment).Variables));
  return {
    name: resource.id,
    arn: resource.arn,
    region: resource.region,
    code,
    runtime: String(properties.Runtime),
    handler: String(properties.Handler),
    memory: number(properties.MemorySize) ?? 128,
    timeout: number(properties.Timeout) ?? 3,
    ...(reserved === undefined ? {} : { reservedConcurrency: reserved }),
    environment: Object.fromEntries(variables.map(([name, value]) => [name, String(value)])),
    logGroup: text(logging.LogGroup) ?? `/aws/lambda/${resource.id}`,
    logFormat: text(logging.LogFormat) ?? 'Text',
    tracing: object(properties.TracingConfig).Mode === 'Active',
    role,
  };
}

/** AWS would refuse the first of these at deploy, and lose logs and traces without a word for the others. */
function roleProblems(fn: FunctionDefinition, account: string): readonly (readonly [message: string, at: string])[] {
  const logStream = `arn:aws:logs:${fn.region}:${account}:log-group:${fn.logGroup}:log-stream:local`;
  const missing = (actions: readonly string[], resource: string) =>
    actions.filter((action) => evaluate(fn.role.statements, action, resource) !== 'allowed').join(' and ');
  const logs = missing(['logs:CreateLogStream', 'logs:PutLogEvents'], logStream);
  const traces = fn.tracing ? missing(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*') : '';
  return [
    ...(fn.role.trusts.includes('lambda.amazonaws.com')
      ? []
      : [[`role ${fn.role.name} does not trust lambda.amazonaws.com.`, 'Role'] as const]),
    ...(logs === ''
      ? []
      : [[`its logs would be lost: role ${fn.role.name} lacks ${logs} on ${logStream}.`, 'LoggingConfig'] as const]),
    ...(traces === ''
      ? []
      : [[`its traces would be lost: role ${fn.role.name} lacks ${traces} on *.`, 'TracingConfig'] as const]),
  ];
}
