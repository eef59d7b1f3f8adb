import type { APIGatewayProxyResult } from 'aws-lambda';
import { unavailable } from '../aws/failures.ts';
import type { Outgoing } from '../core/chain.ts';
import type { Ending } from '../core/report-call.ts';
import { Problem } from '../problem/problem.ts';
import type { Answer } from './answer.ts';
import { answerResponse } from './answer-response.ts';
import { CORRELATION_HEADER } from './correlation.ts';
import { deprecationHeaders } from './deprecation-headers.ts';
import { headerValues } from './headers.ts';
import { problemResponse } from './problem-response.ts';
import type { RequestContext } from './request-context.ts';

type Response = Outgoing<APIGatewayProxyResult>;

/** The response to a handler's answer. Throws for one that could not leave, or is not as the contract declares. */
export function answer(context: RequestContext, given: Answer | undefined): Response {
  if (given === undefined) throw new Error(`${context.contract.operationId} gave no answer`);
  const sent = answerResponse(context, given, commonHeaders(context));
  return { sent, ending: { status: sent.statusCode, replayed: given.replayed === true, ...deprecatedUseOf(context) } };
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
  const ending = { status: response.statusCode, problem: document, fault, replayed: false };
  return { sent: response, ending: { ...ending, ...deprecatedUseOf(context) } };
}

export const commonHeaders = ({ contract, correlationId, event }: RequestContext): Record<string, string> => ({
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  [CORRELATION_HEADER]: correlationId,
  ...rateLimitPolicyOf(event),
  ...deprecationHeaders(contract, event),
});

/** What the caller's plan allows, as the authorizer says; what is left of it is the gateway's to know. */
function rateLimitPolicyOf({ requestContext }: RequestContext['event']): Record<string, string> {
  const policy: unknown = requestContext.authorizer?.rateLimitPolicy;
  return typeof policy === 'string' ? { 'RateLimit-Policy': policy } : {};
}

/** Whom to ask to go on to what takes its place. */
function deprecatedUseOf({ contract, event }: RequestContext): Pick<Ending, 'deprecatedUse'> {
  const { operationId, deprecated } = contract;
  if (deprecated === undefined) return {};
  const [agent] = headerValues(event, 'User-Agent');
  const userAgent = agent?.replaceAll(/[^ -~]/g, '?').slice(0, LONGEST_USER_AGENT);
  return { deprecatedUse: { coordinate: operationId, sunset: deprecated.sunset, userAgent } };
}

const LONGEST_USER_AGENT = 128;
