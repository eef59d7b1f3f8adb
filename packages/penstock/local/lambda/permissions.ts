import type { ResolvedAssembly, Resource } from '../assembly/resolved.ts';
import { evaluateResourcePolicy, type ResourceStatement, readResourcePolicy } from '../iam/resource-policy.ts';
import type { JsonObject } from '../json.ts';

/** Whether a service may invoke a function for a source. */
export type Permits = (functionArn: string, sourceArn: string) => boolean;

/**
 * The functions' own policies: a permission names a function, an alias or a version, and counts for that alone.
 *
 * @param principal the service that asks, e.g. `apigateway.amazonaws.com`
 * @see https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
 */
export function readPermissions(assembly: ResolvedAssembly, principal: string): Permits {
  const policies = new Map<string, ResourceStatement[]>();
  for (const permission of assembly.resources('AWS::Lambda::Permission')) {
    const functionArn = functionArnOf(permission, assembly.account);
    const policy = policies.get(functionArn) ?? [];
    policies.set(functionArn, policy);
    const document = { Statement: statementOf(permission.properties, functionArn) };
    policy.push(...readResourcePolicy(document, (message) => assembly.problems.add(permission, message)));
  }
  return (functionArn, sourceArn) => {
    const asker = { principal, sourceArn };
    const statements = policies.get(functionArn) ?? [];
    return (
      evaluateResourcePolicy(statements, asker, 'lambda:InvokeFunction', functionArn, assembly.account) === 'allowed'
    );
  };
}

/** The statement that AddPermission writes. */
function statementOf({ Action, Principal, SourceAccount, SourceArn }: JsonObject, functionArn: string): JsonObject {
  return {
    Effect: 'Allow',
    Principal: { Service: Principal },
    Action,
    Resource: functionArn,
    Condition: {
      ...(SourceArn === undefined ? {} : { ArnLike: { 'AWS:SourceArn': SourceArn } }),
      ...(SourceAccount === undefined ? {} : { StringEquals: { 'AWS:SourceAccount': SourceAccount } }),
    },
  };
}

/** `FunctionName` is a name, with or without a qualifier, or an ARN. */
function functionArnOf({ properties, region }: Resource, account: string): string {
  const name = String(properties.FunctionName);
  return name.startsWith('arn:') ? name : `arn:aws:lambda:${region}:${account}:function:${name}`;
}
