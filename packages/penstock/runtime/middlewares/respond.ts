import { unavailable } from '../aws/failures.ts';
import { answerResponse } from '../http/answer-response.ts';
import { problemResponse } from '../http/problem-response.ts';
import type { RequestContext } from '../http/request-context.ts';
import type { OperationContract } from '../operation-contract.ts';
import { Problem } from '../problem/problem.ts';
import { CORRELATION_HEADER } from './correlation.ts';
import type { Middleware } from './middleware.ts';

/**
 * Turns the handler's answer, or whatever was thrown, into the one HTTP response. An answer that could not leave or is
 * not as the contract declares is an internal error here, before anything is logged or counted.
 */
export function respond(): Middleware {
  return {
    after: (request) => {
      const { answer } = request.event;
      if (answer === undefined) throw new Error(`${request.event.contract.operationId} gave no answer`);
      request.event.response = answerResponse(request.event, answer, commonHeaders(request.event));
      request.response = request.event.response;
    },
    onError: (request) => {
      try {
        report(request.event, Problem.from(unavailable(request.error)));
      } catch {
        // A problem that can't be read is like anything else that was thrown.
        report(request.event, Problem.unknown(request.error));
      }
      request.response = request.event.response;
    },
  };
}

function report(context: RequestContext, problem: Problem): void {
  const { response, fault } = problemResponse(context, problem, commonHeaders(context));
  context.problem = problem;
  context.response = response;
  if (fault !== undefined) context.answerFault = fault;
}

const commonHeaders = ({ contract, correlationId }: RequestContext): Record<string, string> => ({
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  [CORRELATION_HEADER]: correlationId,
  ...deprecationHeaders(contract),
});

/**
 * Deprecation (RFC 9745) and Sunset (RFC 8594). The contract says that an operation is deprecated but not since when:
 * the epoch is a date in the past, which means "already".
 */
const deprecationHeaders = ({ deprecated }: OperationContract): Record<string, string> =>
  deprecated === undefined
    ? {}
    : { Deprecation: '@0', Sunset: new Date(`${deprecated.sunset}T00:00:00Z`).toUTCString() };
