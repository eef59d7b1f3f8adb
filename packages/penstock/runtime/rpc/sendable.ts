import type { UniversalServerResponse } from '@connectrpc/connect/protocol';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { Problem } from '../problem/problem.ts';
import type { Invocation } from './rpc-state.ts';
import { proxyResult } from './universal.ts';

/** What Connect says without a body, to a client that speaks another protocol. */
const UNSUPPORTED_MEDIA_TYPE = 415;
const MEDIA_TYPES = 'Send application/json or application/proto, or a media type of gRPC-Web.';

export const commonHeaders = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

/** A problem of ours in place of an empty body, as of every other route; undefined where there is nothing to put in place. */
export function asProblem(response: UniversalServerResponse, { event, context }: Invocation) {
  if (response.status !== UNSUPPORTED_MEDIA_TYPE) return undefined;
  const problem = new Problem('unsupported-media-type', MEDIA_TYPES);
  const document = problem.toDocument(event.requestContext.requestId, context.awsRequestId);
  const headers = { ...commonHeaders, 'Content-Type': 'application/problem+json' };
  return { problem, sent: { statusCode: document.status, headers, body: JSON.stringify(document) } };
}

export interface Sendable {
  readonly sent: APIGatewayProxyResult;
  readonly problem?: Problem;
}

/** An answer of Connect as the gateway takes it in one piece. */
export const sendable = async (response: UniversalServerResponse, invocation: Invocation): Promise<Sendable> =>
  asProblem(response, invocation) ?? { sent: { ...(await proxyResult(response)), headers: commonHeaders } };
