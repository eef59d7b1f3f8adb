import type { Method, Operation } from './model.ts';

/**
 * What the gateway leads to a function by routes of its own: an operation of the contract, or the one endpoint of another
 * door. Its `operationId` names the function.
 */
export interface Endpoint
  extends Pick<
    Operation,
    | 'operationId'
    | 'method'
    | 'path'
    | 'security'
    | 'policy'
    | 'timeouts'
    | 'parameters'
    | 'requestBody'
    | 'rpc'
    | 'deprecation'
  > {
  /** Methods of the path that lead to the same function. */
  readonly furtherMethods?: readonly Method[];
  /** Behind it, where that is not named as it is. */
  readonly function?: string;
  /** What its callers may send beside its parameters. */
  readonly headers?: readonly string[];
}

/** Whether anybody may call it, without a token or a key. */
export const isPublic = ({ security }: Pick<Endpoint, 'security'>): boolean => security.length === 0;
