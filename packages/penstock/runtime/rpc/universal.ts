import { createContextValues } from '@connectrpc/connect';
import type { UniversalServerRequest, UniversalServerResponse } from '@connectrpc/connect/protocol';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { decodeBody } from '../http/body/body-bytes.ts';
import { Headers } from './headers.ts';
import { type Invocation, invocationKey } from './rpc-state.ts';

/** A request of the gateway as Connect's handlers take one, whatever they run on. */
export function universalRequest(invocation: Invocation, path: string, signal: AbortSignal): UniversalServerRequest {
  const { event } = invocation;
  return {
    httpVersion: '1.1',
    method: event.httpMethod,
    // Connect reads the query alone, and a URL has to have a host.
    url: `https://gateway${path}${queryOf(event)}`,
    header: headersOf(event),
    body: chunk(decodeBody(event)),
    signal,
    contextValues: createContextValues().set(invocationKey, invocation),
  };
}

function queryOf({ multiValueQueryStringParameters: parameters }: APIGatewayProxyEvent): string {
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(parameters ?? {})) {
    for (const value of values ?? []) query.append(name, value);
  }
  return query.size === 0 ? '' : `?${query}`;
}

function headersOf({ headers, multiValueHeaders }: APIGatewayProxyEvent): Headers {
  const all = new Headers();
  for (const [name, values] of Object.entries(multiValueHeaders ?? {})) {
    for (const value of values ?? []) append(all, name, value);
  }
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (value !== undefined && !all.has(name)) append(all, name, value);
  }
  return all;
}

/** What the Fetch standard takes no header for, nothing here reads. */
function append(headers: Headers, name: string, value: string): void {
  try {
    headers.append(name, value);
  } catch {
    // A value with characters beyond Latin-1, which a gateway may pass on.
  }
}

async function* chunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}

/** The headers of an answer. The gateway counts the length itself, and gives a function's own another name. */
export function headersOfResponse({ header }: UniversalServerResponse): Record<string, string[]> {
  const headers: Record<string, string[]> = {};
  for (const [name, value] of header ?? []) {
    if (name !== 'content-length') headers[name] = [...(headers[name] ?? []), value];
  }
  return headers;
}

/** An answer as API Gateway takes it in one piece: bytes in base64, which every media type of the API allows. */
export async function proxyResult(response: UniversalServerResponse): Promise<APIGatewayProxyResult> {
  const chunks: Uint8Array[] = [];
  for await (const bytes of response.body ?? []) chunks.push(bytes);
  return {
    statusCode: response.status,
    multiValueHeaders: headersOfResponse(response),
    isBase64Encoded: true,
    body: Buffer.concat(chunks).toString('base64'),
  };
}
