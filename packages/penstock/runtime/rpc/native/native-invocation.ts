import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import type { UniversalServerRequest } from '@connectrpc/connect/protocol';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import type { Invocation } from '../rpc-state.ts';
import type { Admission } from './authorize.ts';

/**
 * A request as the chain of a call sees one, whatever brought it: its headers, its caller and its ids, and a stream that
 * closes when the caller leaves. The body is Connect's to read.
 */
export function nativeInvocation(
  { header, method, signal }: Pick<UniversalServerRequest, 'header' | 'method' | 'signal'>,
  path: string,
  admitted: Partial<Admission>,
  startedAt: number,
): Invocation {
  const requestId = randomUUID();
  const authorizer = 'caller' in admitted ? admitted.caller : undefined;
  const requestContext = { requestId, authorizer } as unknown as APIGatewayProxyEvent['requestContext'];
  return {
    event: {
      ...nothing,
      httpMethod: method,
      path,
      resource: path,
      multiValueHeaders: valuesOf(header),
      requestContext,
    },
    // Nothing ends the process while it works, but a shutdown, which waits.
    context: { awsRequestId: requestId, getRemainingTimeInMillis: () => Number.MAX_SAFE_INTEGER } as unknown as Context,
    startedAt,
    refusal: admitted.refusal,
    stream: closedBy(signal),
    reported: false,
  };
}

const nothing = {
  body: null,
  headers: {},
  isBase64Encoded: false,
  pathParameters: null,
  queryStringParameters: null,
  multiValueQueryStringParameters: null,
  stageVariables: null,
};

const valuesOf = (header: Headers): Record<string, string[]> =>
  Object.fromEntries([...header].map(([name, value]) => [name, [value]]));

/** Connect writes the answer; this tells alone whether anybody still takes it. */
function closedBy(signal: AbortSignal): Writable {
  const stream = new Writable({ write: (_chunk, _encoding, done) => done() });
  if (signal.aborted) stream.destroy();
  else signal.addEventListener('abort', () => stream.destroy(), { once: true });
  return stream;
}
