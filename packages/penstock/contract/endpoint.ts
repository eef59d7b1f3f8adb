import type { Method, Operation } from './model.ts';

/**
 * What the gateway leads to a function by routes of its own: an operation of the contract, or the one endpoint of another
 * door. Its `operationId` names the function.
 */
export interface Endpoint
  extends Pick<
    Operation,
    'operationId' | 'method' | 'path' | 'scopes' | 'policy' | 'timeouts' | 'parameters' | 'requestBody' | 'rpc'
  > {
  /** Methods of the path that lead to the same function. */
  readonly furtherMethods?: readonly Method[];
  /** Sets of scopes of which a caller needs one whole: what the caller asks for decides which. */
  readonly anyScopes?: readonly (readonly string[])[];
}

/** Whether anybody may call it, without a token. */
export const isPublic = ({ scopes, anyScopes }: Pick<Endpoint, 'scopes' | 'anyScopes'>): boolean =>
  scopes.length === 0 && anyScopes === undefined;
