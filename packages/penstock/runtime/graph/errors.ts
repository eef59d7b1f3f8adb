import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { unavailable } from '../aws/failures.ts';
import type { CallState } from '../core/call-state.ts';
import { Problem } from '../problem/problem.ts';
import { isCorrelationId } from '../telemetry/correlation-id.ts';

type Identified = Pick<CallState, 'requestId' | 'invocationId' | 'correlationId'>;

/** The members of a problem document, with its code, as an error of GraphQL carries them beside its message. */
export function problemExtensions(problem: Problem, { requestId, invocationId, correlationId }: Identified) {
  // A client may choose the gateway's request id; an instance is a URN, and bounded.
  const named = isCorrelationId(requestId) ? requestId : invocationId;
  const { detail: _, ...document } = problem.toDocument(named, correlationId);
  return { code: problem.code as string, ...document };
}

/** A problem as the only error of an answer. */
export const problemError = (problem: Problem, state: Identified): GraphQLFormattedError => ({
  message: problem.message,
  extensions: problemExtensions(problem, state),
});

export interface FieldError {
  readonly error: GraphQLFormattedError;
  readonly problem: Problem;
  /** What nobody foresaw: a client is not told, a log is. */
  readonly masked: boolean;
}

/**
 * An error of a field as a client may see it. Documents and variables are validated before anything runs, so what is no
 * problem by now is a mistake of ours, and may hold a secret.
 */
export function fieldError(error: GraphQLError, state: Identified): FieldError {
  const problem = Problem.from(unavailable(error.originalError ?? error));
  const { path, locations } = error;
  return {
    error: {
      message: problem.message,
      ...(locations !== undefined && { locations }),
      ...(path !== undefined && { path }),
      extensions: problemExtensions(problem, state),
    },
    problem,
    masked: problem.code === 'internal-error',
  };
}
