import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Problem } from '../problem/problem.ts';
import { isCorrelationId } from '../telemetry/correlation-id.ts';
import { readableByPages } from './cors.ts';
import { declaresProblem } from './declared-answer.ts';
import { fieldFault, mergedHeaders } from './field-value.ts';
import type { RequestContext } from './request-context.ts';
import { isTooLong } from './response-size.ts';

export interface ProblemResponse {
  readonly response: APIGatewayProxyResult;
  /** What is not as it should be with the problem, which leaves all the same; absent when nothing is. */
  readonly fault?: string;
}

type Headers = Readonly<Record<string, string>>;

/**
 * The response to a problem. Unlike an answer it always leaves, with its own status: a header that HTTP cannot carry is
 * left out, findings that make it too long are, and a status that the contract does not declare stays the true one.
 */
export function problemResponse(context: RequestContext, problem: Problem, common: Headers): ProblemResponse {
  const { contract, requestId, invocationId, correlationId } = context;
  const given = { ...challengeOf(problem, contract), ...problem.headers };
  const faults = Object.entries(given).flatMap(([name, value]) => fieldFault(name, value) ?? []);
  const carried = Object.entries(given).filter(([name, value]) => fieldFault(name, value) === undefined);
  // A client may choose the gateway's request id; an instance is a URN, and bounded.
  const named = isCorrelationId(requestId) ? requestId : invocationId;
  const document = problem.toDocument(named, correlationId);
  const { status } = document;
  if (!declaresProblem(contract, status)) {
    faults.push(`the contract declares no problem ${status}, only ${contract.problems.join(', ')}`);
  }
  const headers = mergedHeaders(common, { 'Content-Type': 'application/problem+json' }, Object.fromEntries(carried));
  const readable = readableByPages(context, headers);
  const responseTo = (body: object) => ({ statusCode: status, headers: readable, body: JSON.stringify(body) });
  const whole = responseTo(document);
  const { errors: _, ...short } = document;
  const tooLong = isTooLong(whole);
  if (tooLong) faults.push('its findings are longer than a response may be');
  return {
    response: tooLong ? responseTo(short) : whole,
    ...(faults.length > 0 && { fault: `${contract.operationId}, problem ${problem.code}: ${faults.join('; ')}` }),
  };
}

const CHALLENGE = 'Bearer realm="penstock"';
/** No scheme is registered for keys in headers of their own; a 401 names one all the same (RFC 9110, 15.5.2). */
const KEY_CHALLENGE = 'ApiKey realm="penstock"';

/** How a client comes by what it lacks (RFC 6750, 3). */
export function challengeOf({ code }: Problem, { security }: RequestContext['contract']): Headers {
  const ofTokens = security.filter(({ credential }) => credential === 'token');
  const takesTokens = ofTokens.length > 0 || security.length === 0;
  if (code === 'unauthorized') {
    return { 'WWW-Authenticate': takesTokens ? `${CHALLENGE}, error="invalid_token"` : KEY_CHALLENGE };
  }
  if (code !== 'forbidden' || !takesTokens) return {};
  // One of several is named: the parameter is a single list (RFC 6750, 3).
  const scope = ofTokens[0]?.scopes.join(' ') ?? '';
  return { 'WWW-Authenticate': `${CHALLENGE}, error="insufficient_scope", scope="${scope}"` };
}
