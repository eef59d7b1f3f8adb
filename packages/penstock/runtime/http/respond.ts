import type { APIGatewayProxyResult } from 'aws-lambda';
import { unavailable } from '../aws/failures.ts';
import type { Outgoing } from '../core/chain.ts';
import type { OperationContract } from '../operation-contract.ts';
import { Problem } from '../problem/problem.ts';
import type { Answer } from './answer.ts';
import { answerResponse } from './answer-response.ts';
import { CORRELATION_HEADER } from './correlation.ts';
import { problemResponse } from './problem-response.ts';
import type { RequestContext } from './request-context.ts';

type Response = Outgoing<APIGatewayProxyResult>;

/** The response to a handler's answer. Throws for one that could not leave, or is not as the contract declares. */
export function answer(context: RequestContext, given: Answer | undefined): Response {
  if (given === undefined) throw new Error(`${context.contract.operationId} gave no answer`);
  const sent = answerResponse(context, given, commonHeaders(context));
  return { sent, ending: { status: sent.statusCode, replayed: given.replayed === true } };
}

/** The one response to whatever was thrown: a dependency that does not answer is 503, what nobody foresaw 500. */
export function refuse(context: RequestContext, thrown: unknown): Response {
  try {
    return problem(context, Problem.from(unavailable(thrown)));
  } catch {
    // A problem that can't be read is like anything else that was thrown.
    return problem(context, Problem.unknown(thrown));
  }
}

function problem(context: RequestContext, document: Problem): Response {
  const { response, fault } = problemResponse(context, document, commonHeaders(context));
  return { sent: response, ending: { status: response.statusCode, problem: document, fault, replayed: false } };
}

export const commonHeaders = ({ contract, correlationId }: RequestContext): Record<string, string> => ({
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
