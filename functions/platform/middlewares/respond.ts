import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Answer, Exchange } from '../http/exchange.ts';
import type { OperationContract } from '../operation-contract.ts';
import { Problem } from '../problem/problem.ts';
import { CORRELATION_HEADER } from './correlation.ts';
import type { Middleware } from './middleware.ts';

/** Turns the handler's answer, or whatever was thrown, into the one HTTP response. */
export function respond(): Middleware {
  return {
    after: (request) => {
      const { answer } = request.event;
      if (answer === undefined) throw new Error(`${request.event.contract.operationId} gave no answer`);
      request.event.response = fromAnswer(request.event, answer);
      request.response = request.event.response;
    },
    onError: (request) => {
      const problem = Problem.from(request.error);
      request.event.problem = problem;
      request.event.response = fromProblem(request.event, problem);
      request.response = request.event.response;
    },
  };
}

function fromAnswer(exchange: Exchange, { status, body, headers, replayed }: Answer): APIGatewayProxyResult {
  return {
    statusCode: status,
    headers: {
      ...commonHeaders(exchange),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
      ...(replayed === true && { 'Idempotent-Replayed': 'true' }),
    },
    body: body === undefined ? '' : JSON.stringify(body),
  };
}

function fromProblem(exchange: Exchange, problem: Problem): APIGatewayProxyResult {
  return {
    statusCode: problem.status,
    headers: { ...commonHeaders(exchange), 'Content-Type': 'application/problem+json', ...problem.headers },
    body: JSON.stringify(problem.toDocument(exchange.requestId, exchange.correlationId)),
  };
}

const commonHeaders = ({ contract, correlationId }: Exchange): Record<string, string> => ({
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
