import { evaluate } from '../iam/policy.ts';
import type { Access } from './actions.ts';
import { type Answer, type AwsService, type Caller, jsonAnswer } from './service.ts';

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
export function accessDenied(
  caller: Caller,
  access: Access,
  account: string,
  service: Pick<AwsService, 'resourceDecision' | 'deniedStatus'>,
): Answer {
  const message = deniedMessage(caller, access, account, service);
  return failure('AccessDeniedException', message, service.deniedStatus, 'com.amazon.coral.service');
}

export function deniedMessage(
  caller: Caller,
  { action, resource }: Access,
  account: string,
  service: Pick<AwsService, 'resourceDecision'>,
): string {
  const fn = caller.kind === 'function' ? caller.fn : undefined;
  const explicit = fn !== undefined && evaluate(fn.role.statements, action, resource) === 'explicit-deny';
  const ofResource = service.resourceDecision?.(caller, { action, resource }) === 'explicit-deny';
  const policy = explicit ? 'an identity-based' : 'a resource-based';
  const why =
    explicit || ofResource
      ? `with an explicit deny in ${policy} policy`
      : `because no identity-based policy allows the ${action} action`;
  const user = `arn:aws:sts::${account}:assumed-role/${fn?.role.name ?? 'operator'}/${fn?.name ?? 'operator'}`;
  return `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
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
  return jsonAnswer(status, { __type: `${namespace}#${type}`, message });
}
