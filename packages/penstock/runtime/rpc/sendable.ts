import type { UniversalServerResponse } from '@connectrpc/connect/protocol';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { Problem } from '../problem/problem.ts';
import type { Invocation } from './rpc-state.ts';
import { proxyResult } from './universal.ts';

/** What Connect says without a body, to a client that speaks another protocol. */
const UNSUPPORTED_MEDIA_TYPE = 415;
const MEDIA_TYPES = 'Send application/json or application/proto, or a media type of gRPC-Web.';

const commonHeaders = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

export interface Sendable {
  readonly sent: APIGatewayProxyResult;
  readonly problem?: Problem;
}

/** An answer of Connect for the gateway, which gives a body to one that has none: a problem, as of every other route. */
export async function sendable(response: UniversalServerResponse, { event, context }: Invocation): Promise<Sendable> {
  if (response.status !== UNSUPPORTED_MEDIA_TYPE) {
    const sent = await proxyResult(response);
    return { sent: { ...sent, headers: commonHeaders } };
  }
  const problem = new Problem('unsupported-media-type', MEDIA_TYPES);
  const document = problem.toDocument(event.requestContext.requestId, context.awsRequestId);
  const headers = { ...commonHeaders, 'Content-Type': 'application/problem+json' };
  return { problem, sent: { statusCode: document.status, headers, body: JSON.stringify(document) } };
}
