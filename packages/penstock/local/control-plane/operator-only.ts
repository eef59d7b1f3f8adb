import { type AwsService, answerOf, type Caller, ServiceError } from '../endpoint/service.ts';
import type { JsonObject } from '../json.ts';

type Operation = (input: JsonObject) => JsonObject | Promise<JsonObject>;

export interface OperatorServiceOptions {
  /** As `AwsService` has them. */
  readonly target: string;
  readonly prefix: string;
  readonly version: '1.0' | '1.1';
  readonly operations: Readonly<Record<string, Operation>>;
}

/** A JSON service that a role can be granted, but which answers the person alone who operates the local cloud. */
export function operatorOnly({ target, prefix, version, operations }: OperatorServiceOptions): AwsService {
  const run = (operation: string, input: JsonObject, { kind }: Caller) => {
    if (kind === 'operator') return operations[operation]?.(input) ?? {};
    throw new ServiceError('AccessDeniedException', `The local cloud answers ${prefix} to its operator alone.`);
  };
  return {
    target,
    prefix,
    deniedStatus: 400,
    accesses: (operation) =>
      Object.hasOwn(operations, operation) ? [{ action: `${prefix}:${operation}`, resource: '*' }] : undefined,
    answer: (operation, input, _, caller) => answerOf(version, () => run(operation, input, caller)),
  };
}
