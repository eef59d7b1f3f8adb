import { evaluate } from '../iam/policy.ts';
import type { FunctionDefinition } from '../lambda/definition.ts';
import type { Access } from './actions.ts';

/** What a function gets back from the endpoint. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
export function accessDenied(fn: FunctionDefinition, { action, resource }: Access, account: string): Answer {
  const explicit = evaluate(fn.role.statements, action, resource) === 'explicit-deny';
  const why = explicit
    ? 'with an explicit deny in an identity-based policy'
    : `because no identity-based policy allows the ${action} action`;
  const user = `arn:aws:sts::${account}:assumed-role/${fn.role.name}/${fn.name}`;
  const message = `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
  return failure('AccessDeniedException', message, 400, 'com.amazon.coral.service');
}

export function unknownOperation(operation: string): Answer {
  return failure('UnknownOperationException', `The local cloud does not know the operation ${operation}.`);
}

export function failure(
  type: string,
  message: string,
  status = 400,
  namespace = 'com.amazonaws.dynamodb.v20120810',
): Answer {
  const body = Buffer.from(JSON.stringify({ __type: `${namespace}#${type}`, message }));
  return { status, headers: { 'content-type': 'application/x-amz-json-1.0' }, body };
}
