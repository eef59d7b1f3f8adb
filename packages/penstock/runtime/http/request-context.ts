import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type { OperationContract } from '../operation-contract.ts';
import type { Problem } from '../problem/problem.ts';
import { isCorrelationId } from '../telemetry/correlation-id.ts';

/** What a handler answers; the middlewares make an HTTP response of it. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** This is the answer to an earlier request with the same key. */
  readonly replayed?: boolean;
}

/** Who calls, as the authorizer found out. */
export interface Caller {
  readonly tenant: string;
}

/** An Idempotency-Key and the request it stands for. */
export interface RequestIdentity {
  readonly key: string;
  /** Equal for equal requests, whatever the order of the body's members. */
  readonly fingerprint: string;
}

export type ParameterValue = string | number | boolean;

/** One request on its way through the middlewares; each adds what it found out. */
export interface RequestContext {
  readonly contract: OperationContract;
  readonly event: APIGatewayProxyEvent;
  /** The gateway's, for people and logs: a client may choose it with a header of its own. */
  readonly requestId: string;
  /** Lambda's, which nobody else can choose. */
  readonly invocationId: string;
  readonly startedAt: number;
  /** Milliseconds that Lambda leaves this invocation. */
  readonly remaining: () => number;
  correlationId: string;
  traceId?: string;
  traceparent?: string;
  caller?: Caller;
  body?: unknown;
  path: Readonly<Record<string, ParameterValue>>;
  query: Readonly<Record<string, ParameterValue>>;
  headers: Readonly<Record<string, ParameterValue>>;
  identity?: RequestIdentity;
  answer?: Answer;
  problem?: Problem;
  /** What is not as it should be with the problem, which was answered all the same. */
  answerFault?: string;
  response?: APIGatewayProxyResult;
}

export function openRequestContext(
  contract: OperationContract,
  event: APIGatewayProxyEvent,
  context: Context,
  startedAt: number,
): RequestContext {
  const requestId = event.requestContext.requestId;
  return {
    contract,
    event,
    requestId,
    invocationId: context.awsRequestId,
    startedAt,
    remaining: () => context.getRemainingTimeInMillis(),
    correlationId: isCorrelationId(requestId) ? requestId : context.awsRequestId,
    path: {},
    query: {},
    headers: {},
  };
}
